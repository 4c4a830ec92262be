// Where two contents of one evaluation differ, line by line, in words.
import { useLingui } from '@lingui/react/macro';
import type { Content, Mark } from '../../offline/evaluation';
import { useFormat } from '../../shared/i18n/react';
import { type Desk, type Leaf, linesOf, pointsOf } from './model';
import { usePinNames } from './pins';

export interface Difference {
  id: string;
  label: string;
  a: string;
  b: string;
}

export function useDifferences(desk: Desk): (a: Content, b: Content) => Difference[] {
  const { t } = useLingui();
  const format = useFormat();
  const { reader } = format;
  const nameOf = usePinNames(desk);
  const word = (mark: Mark | undefined, leaf: Leaf): string => {
    const points = pointsOf(leaf, mark);
    const level = leaf.levels.find((one) => one.code === mark?.level);
    const said = mark?.na
      ? t`لا ينطبق`
      : level
        ? format.name(level)
        : points === null
          ? t`لم تُعطَ درجة`
          : format.number(Number(points));
    const pins = (mark?.pins ?? []).map(nameOf).join(reader.language === 'ar' ? '، ' : ', ');
    return said + (mark?.comment ? ` — ${mark.comment}` : '') + (pins ? ` — ${t`الأدلة: ${pins}`}` : '');
  };
  return (a, b) =>
    [
      ...linesOf(desk).flatMap(({ node, leaf }) =>
        leaf
          ? [
              {
                id: leaf.criterion_id,
                label: format.name(node),
                a: word(a.scores[leaf.criterion_id], leaf),
                b: word(b.scores[leaf.criterion_id], leaf),
              },
            ]
          : [],
      ),
      { id: 'comment', label: t`التعليق`, a: a.comment, b: b.comment },
      { id: 'notes', label: t`الملاحظات الخاصة`, a: a.notes, b: b.notes },
    ].filter((row) => row.a !== row.b);
}
