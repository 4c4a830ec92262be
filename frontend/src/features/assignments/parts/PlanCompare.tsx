// Two plans side by side: whose jurors differ, the loads, and the totals.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { Figure, Figures } from '../../../shared/ui/Card';
import { Select } from '../../../shared/ui/Select';
import { EmptyState, Read } from '../../../shared/ui/States';
import { type Plan, Rows } from './PlanParts';

export function PlanCompare({ plan, zone }: { plan: Plan; zone: string | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const plans = useGet('/api/v1/rounds/{round_id}/plans', { path: { round_id: plan.round_id }, query: { size: 50 } });
  const others = (plans.data?.items ?? []).filter((one) => one.id !== plan.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const other = chosen ?? others[0]?.id ?? '';
  const found = useGet('/api/v1/plans/{plan_id}/differences/{other_id}', {
    path: { plan_id: plan.id, other_id: other },
    enabled: other !== '',
  });
  if (plans.data && others.length === 0) return <EmptyState title={t`لا خطة أخرى لهذه الجولة`} icon="layers" />;
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const share = (value: number | null) => (value === null ? '—' : format.percent(value));
  const whole = (value: number | null) => (value === null ? '—' : format.number(Math.round(value)));
  return (
    <div className="tk-stack">
      <Select
        label={t`الخطة الأخرى`}
        options={others.map((one) => ({
          id: one.id,
          label: format.when(one.made_at, zone),
          description: t`إسنادات جديدة: ${format.number(one.pairs_total)}`,
        }))}
        value={other}
        onChange={setChosen}
      />
      <Read of={found}>
        {(it) => {
          const there = new Map(it.loads.map((one) => [one.juror_id, one]));
          const names = new Map([...it.loads, ...plan.loads].map((one) => [one.juror_id, format.name(one)]));
          const named = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? '').join(comma);
          return (
            <>
              <Figures>
                <Figure label={t`إسنادات مشتركة`} value={format.number(it.same)} />
                <Figure label={t`مشاركات يختلف محكّموها`} value={format.number(it.changes_total)} />
                <Figure label={t`مجموع الملاءمة هنا، وهناك`} value={`${whole(it.total)} / ${whole(it.other_total)}`} />
                <Figure
                  label={t`أقل المشاركات حظًّا هنا، وهناك`}
                  value={`${share(it.worst)} / ${share(it.other_worst)}`}
                />
              </Figures>
              {it.changes.length > 0 ? (
                <Rows
                  label={t`ما يختلف`}
                  head={[t`رقم المشاركة`, t`في هذه الخطة وحدها`, t`في الأخرى وحدها`]}
                  rows={it.changes.map((one) => [
                    format.number(one.number),
                    <bdi key="here">{named(one.here)}</bdi>,
                    <bdi key="there">{named(one.there)}</bdi>,
                  ])}
                />
              ) : (
                <EmptyState title={t`لا فرق بين الخطتين`} icon="check" />
              )}
              <ChartTable label={t`الأحمال في الخطتين`} head={[t`المحكّم`, t`هنا`, t`هناك`]}>
                {plan.loads.map((one) => (
                  <tr key={one.juror_id}>
                    <th scope="row" dir="auto">
                      {format.name(one)}
                    </th>
                    <td>{format.number(one.after)}</td>
                    <td>{format.number(there.get(one.juror_id)?.after ?? 0)}</td>
                  </tr>
                ))}
              </ChartTable>
            </>
          );
        }}
      </Read>
    </div>
  );
}
