// What the marks come to so far, and how many criteria are left.
import { Plural, useLingui } from '@lingui/react/macro';
import type { Content } from '../../../offline/evaluation';
import { useFormat } from '../../../shared/i18n/react';
import { isMarked, type Leaf, runningTotal } from '../model';

export interface TotalProps {
  /** not for a vote */
  isShown: boolean;
  leaves: readonly Leaf[];
  content: Content;
  left: number;
  /** whether the juror has asked to submit */
  asked: boolean;
}

export function Total({ isShown, leaves, content, left, asked }: TotalProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div>
      {isShown ? (
        <>
          <p className="tk-small tk-soft">{left === 0 ? t`المجموع` : t`المجموع حتى الآن`}</p>
          <p className="tk-juror-total">
            <bdi>{isMarked(leaves, content) ? format.decimal(runningTotal(leaves, content), 2) : '—'}</bdi>{' '}
            <span className="tk-small tk-soft">{t`من 100`}</span>
          </p>
        </>
      ) : null}
      {left > 0 ? (
        <p className="tk-small" data-missing={asked || undefined}>
          <Plural
            value={left}
            zero="اكتملت الدرجات"
            one="بقي معيار واحد"
            two="بقي معياران"
            few="بقيت # معايير"
            many="بقي # معيارًا"
            other="بقي # معيار"
          />
        </p>
      ) : null}
    </div>
  );
}
