// One mark in a table: points or a level, with the words beside it.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import type { Leaf } from '../model';

type Score = components['schemas']['ColleagueScore'];

export function Given({ leaf, mark }: { leaf: Leaf; mark: Score | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const level = leaf.levels.find((one) => one.code === mark?.level);
  return (
    <>
      {mark?.na ? (
        t`لا ينطبق`
      ) : level ? (
        <bdi>{format.name(level)}</bdi>
      ) : mark?.points ? (
        <strong>{format.decimal(mark.points, mark.points.split('.')[1]?.length ?? 0)}</strong>
      ) : (
        <span className="tk-faint">{t`دون درجة`}</span>
      )}
      {mark?.comment ? (
        <p className="tk-small tk-soft" dir="auto">
          {mark.comment}
        </p>
      ) : null}
    </>
  );
}
