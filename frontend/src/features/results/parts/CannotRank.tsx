// Why no ranking could be taken, with the evaluations that are in its way.
import { useLingui } from '@lingui/react/macro';
import type { Problem } from '../../../shared/api/problem';
import { useProblem } from '../../../shared/api/problems';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';

interface Pair {
  juror_id: string;
  juror_ar: string;
  juror_en: string;
  entry_id: string;
  number: number;
}

const SHOWN = 10;

export function CannotRank({ refused }: { refused: Problem | null }) {
  const { t } = useLingui();
  const format = useFormat();
  const sentence = useProblem(refused);
  if (!refused) return null;
  const pairs = (refused.facts.pairs ?? []) as Pair[];
  return (
    <Notice tone="error" title={sentence}>
      {pairs.length > 0 ? (
        <details open className="tk-results-bridges">
          <summary>{t`التقييمات التي فيها الدرجة`}</summary>
          <ul className="tk-results-named">
            {pairs.slice(0, SHOWN).map((one) => (
              <li key={one.juror_id + one.entry_id}>
                {t`تقييم ${format.pick(one.juror_ar, one.juror_en)} للمشاركة ${format.number(one.number, { useGrouping: false })}`}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Notice>
  );
}
