// An entry's arithmetic: what settled its place, and each juror's marks with what they weigh.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import type { Row } from '../model';
import { useRule } from '../words';

/** The rules that settled its place; `agreed`: the panel's score as it is shown, where it agreed on one. */
export function Steps({ row, agreed }: { row: Pick<Row, 'trace' | 'pending'>; agreed: string | null }) {
  const { t } = useLingui();
  const format = useFormat();
  const rule = useRule();
  const settled = row.trace.filter((step) => !row.pending || step.rule !== 'chair');
  if (settled.length === 0 && !row.pending) return null;
  return (
    <div className="tk-row">
      {row.pending ? <Badge tone="warning">{t`تعادل ينتظر رئيس اللجنة`}</Badge> : null}
      {settled.map((step) => (
        <Badge key={step.rule} tone="info">
          {rule(step)}
          {step.value ? (
            <>
              :{' '}
              <bdi>{step.rule === 'consensus' && agreed ? format.decimal(agreed) : shownValue(step.value, format)}</bdi>
            </>
          ) : null}
        </Badge>
      ))}
    </div>
  );
}

/** A step's exact value, '212/3', to two digits; as it stands where it is no fraction. */
function shownValue(text: string, format: ReturnType<typeof useFormat>): string {
  const [whole, part] = text.split('/').map(Number);
  if (part === undefined || whole === undefined || !Number.isFinite(whole / part)) return text;
  return format.number(whole / part, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Each juror's marks, what they weigh on this entry, and the totals. */
export function MarksCard({
  title,
  evaluations,
}: {
  title: string;
  evaluations: readonly components['schemas']['JurorResult'][];
}) {
  const { t } = useLingui();
  const format = useFormat();
  const criteria = evaluations[0]?.marks ?? [];
  return (
    <Card title={title} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, by keyboard too */}
      <section className="tk-results-scroll" tabIndex={0} aria-label={t`درجات المحكّمين على كل معيار`}>
        <table className="tk-results-table">
          <caption className="tk-hidden">{t`درجات المحكّمين على كل معيار`}</caption>
          <thead>
            <tr>
              <th scope="col">{t`المعيار`}</th>
              <th scope="col" className="tk-results-end">{t`الوزن`}</th>
              {evaluations.map((one) => (
                <th scope="col" key={one.juror_id} className="tk-results-end">
                  <bdi>{format.pick(one.juror_ar, one.juror_en)}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {criteria.map((criterion, at) => (
              <tr key={criterion.criterion_id}>
                <th scope="row">{format.name(criterion)}</th>
                <td className="tk-results-end">{criterion.applies ? <bdi>{criterion.weight}</bdi> : t`لا ينطبق`}</td>
                {evaluations.map((one) => (
                  <td key={one.juror_id} className="tk-results-end">
                    {one.marks[at]?.points ?? '—'}
                    <p className="tk-small tk-soft">
                      <bdi>{one.marks[at]?.mapped ?? ''}</bdi>
                    </p>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t`المجموع`}</th>
              <td />
              {evaluations.map((one) => (
                <td key={one.juror_id} className="tk-results-end">
                  <bdi className="tk-strong">{one.shown}</bdi>
                  {one.place && one.of ? (
                    <p className="tk-small">{t`المرتبة ${format.number(one.place)} من ${format.number(one.of)}`}</p>
                  ) : null}
                  <p className="tk-small tk-soft">
                    <bdi>{one.total}</bdi>
                  </p>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </Card>
  );
}
