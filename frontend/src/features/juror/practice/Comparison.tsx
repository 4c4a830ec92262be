// After practice: one's own marks beside the reference and what the others who finished gave.
import { useLingui } from '@lingui/react/macro';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { Strip, StripKey } from '../../../shared/charts/Strip';
import { useFormat } from '../../../shared/i18n/react';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Given } from '../parts/Given';
import { type Compared, directionOf, type Practice, rowsOf, type Spread, sizeOf, spreadOf } from './model';

export function Comparison({ practice, compared }: { practice: Practice; compared: Compared }) {
  const { t } = useLingui();
  const format = useFormat();
  const size = format.decimal(sizeOf(compared.distance), 2);
  const direction = directionOf(compared.distance);
  const others = compared.totals.length;
  const middle = spreadOf(compared.totals)?.middle ?? null;
  const words = {
    above: t`أعلى من المرجع بفارق ${size}`,
    below: t`أقل من المرجع بفارق ${size}`,
    same: t`كالمرجع تمامًا`,
  };
  return (
    <>
      <Figures>
        <Figure
          label={t`مجموعك من 100`}
          value={practice.total === null ? '—' : format.decimal(practice.total, 2)}
          note={words[direction]}
        />
        <Figure label={t`مجموع المرجع`} value={compared.total === null ? '—' : format.decimal(compared.total, 2)} />
        <Figure label={t`أتمّوا التدريب غيرك`} value={format.number(others)} />
        <Figure label={t`أوسط مجاميعهم`} value={middle === null ? '—' : format.decimal(middle, 2)} />
      </Figures>
      <Card title={t`درجاتك بجانب المرجع`}>
        <StripKey own={t`درجتك`} reference={t`المرجع`} {...(others > 0 ? { others: t`غيرك` } : {})} />
        <ChartTable
          className="tk-practice-table"
          label={t`درجاتك بجانب المرجع`}
          head={[t`المعيار`, t`درجتك`, t`المرجع`, t`غيرك`]}
        >
          {rowsOf(practice, compared).map(({ node, leaf, own, reference, others: theirs }) => (
            <tr key={node.id}>
              <th scope="row">
                <span dir="auto">{format.name(node)}</span>
                <Strip
                  min={Number(leaf.min)}
                  max={Number(leaf.max)}
                  own={own}
                  reference={reference}
                  others={theirs.map(Number)}
                />
              </th>
              <td>
                <Given leaf={leaf} mark={practice.scores[leaf.criterion_id]} />
              </td>
              <td>
                <Given leaf={leaf} mark={compared.scores[leaf.criterion_id]} />
              </td>
              <td>
                <Others spread={spreadOf(theirs)} show={(points) => format.number(Number(points))} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              {t`المجموع من 100`}
              <Strip
                min={0}
                max={100}
                own={practice.total === null ? null : Number(practice.total)}
                reference={compared.total === null ? null : Number(compared.total)}
                others={compared.totals.map(Number)}
              />
            </th>
            <td>
              <strong>{practice.total === null ? '—' : format.decimal(practice.total, 2)}</strong>
            </td>
            <td>
              <strong>{compared.total === null ? '—' : format.decimal(compared.total, 2)}</strong>
            </td>
            <td>
              <Others spread={spreadOf(compared.totals)} show={(total) => format.decimal(total, 2)} />
            </td>
          </tr>
        </ChartTable>
        <Said of={t`كلمة المرجع`} text={compared.comment} />
        <Said of={t`تعليقك`} text={practice.comment} />
      </Card>
    </>
  );
}

function Others({ spread, show }: { spread: Spread | null; show: (points: string) => string }) {
  const { t } = useLingui();
  if (!spread) return <span className="tk-faint">{t`لا أحد بعد`}</span>;
  const [least, most, middle] = [show(spread.least), show(spread.most), show(spread.middle)];
  return least === most ? (
    <bdi>{least}</bdi>
  ) : (
    <>
      <p>{t`من ${least} إلى ${most}`}</p>
      <p className="tk-small tk-soft">{t`أوسطها ${middle}`}</p>
    </>
  );
}

function Said({ of, text }: { of: string; text: string }) {
  return text ? (
    <blockquote className="tk-juror-said">
      <p dir="auto">{text}</p>
      <footer className="tk-small tk-soft">{of}</footer>
    </blockquote>
  ) : null;
}
