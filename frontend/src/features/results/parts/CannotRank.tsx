// Why no ranking could be taken; where the jury hangs not together, whom a bridge would join.
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
  const wrong = refused.code === 'scores_unusable';
  const pairs = (refused.facts.pairs ?? []) as Pair[];
  const categories = (refused.facts.categories ?? []) as { id: string; name_ar: string; name_en: string }[];
  return (
    <Notice tone="error" title={sentence}>
      {categories.length > 0 ? (
        <ul className="tk-results-named">
          {categories.map((one) => (
            <li key={one.id}>{format.name(one)}</li>
          ))}
        </ul>
      ) : null}
      {pairs.length > 0 ? (
        <details open={wrong} className="tk-results-bridges">
          <summary>{wrong ? t`التقييمات التي فيها الدرجة` : t`إسنادات يكفي أي واحد منها`}</summary>
          <ul className="tk-results-named">
            {pairs.slice(0, SHOWN).map((one) => (
              <li key={one.juror_id + one.entry_id}>
                {wrong
                  ? t`تقييم ${format.pick(one.juror_ar, one.juror_en)} للمشاركة ${format.number(one.number, { useGrouping: false })}`
                  : t`المشاركة ${format.number(one.number, { useGrouping: false })} إلى ${format.pick(one.juror_ar, one.juror_en)}`}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Notice>
  );
}
