// What is worth a look, with how unsure it is; and which criteria say the same.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { ChartCard } from './ChartCard';
import { HeatMap } from './HeatMap';
import type { Fairness, Names } from './model';

export function Looks({ data, names }: { data: Fairness; names: Names }) {
  const { t } = useLingui();
  const format = useFormat();
  const one = (value: number | null) =>
    value === null ? '—' : format.number(Math.abs(value), { maximumFractionDigits: 1 });
  const signed = (value: number | null) => format.number(value ?? 0, { maximumFractionDigits: 1 });
  const words = (flag: Fairness['flags'][number]): string => {
    const juror = format.name(names.juror(flag.juror_id));
    const by = one(flag.effect);
    if (flag.kind === 'halo') return t`تتقارب درجات المعايير عند ${juror} أكثر مما تتقارب عند الزملاء.`;
    if (flag.kind === 'drift')
      return (flag.effect ?? 0) < 0
        ? t`صارت درجات ${juror} أدنى مع التقدم في التقييم، بفارق ${by}.`
        : t`صارت درجات ${juror} أعلى مع التقدم في التقييم، بفارق ${by}.`;
    const agency = format.name(names.organisation(flag.organisation_id ?? ''));
    return (flag.effect ?? 0) < 0
      ? t`درجات ${juror} لمشاركات ${agency} أدنى من درجات الزملاء، بفارق ${by}.`
      : t`درجات ${juror} لمشاركات ${agency} أعلى من درجات الزملاء، بفارق ${by}.`;
  };
  return (
    <Card title={t`يستحق نظرة`}>
      <p className="tk-soft tk-measure">
        {t`ملاحظات إحصائية لا اتهام فيها: قد تكون مصادفة، وقد يكون لها سبب وجيه. وما لم يُذكر هنا قد يكون فات الحساب.`}
      </p>
      {data.flags.length === 0 ? (
        <p>{t`لم يظهر ما يستحق نظرة.`}</p>
      ) : (
        <ul className="tk-fair-said">
          {data.flags.map((flag) => (
            <li key={`${flag.kind}-${flag.juror_id}-${flag.organisation_id}`}>
              {words(flag)}{' '}
              <span className="tk-small tk-soft">
                {t`مدى الفارق 95٪:`}{' '}
                <bdi dir="ltr">
                  {signed(flag.low)} … {signed(flag.high)}
                </bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function Criteria({ data }: { data: Fairness }) {
  const { t } = useLingui();
  const format = useFormat();
  const leaves = data.leaves;
  if (leaves.length < 2 || data.correlations.length === 0) return null;
  const shown = (value: number) => format.number(value, { maximumFractionDigits: 2 });
  return (
    <ChartCard
      title={t`ارتباط المعايير`}
      name="criteria"
      said={t`من 1- إلى 1. معياران ارتباطهما قريب من 1 يكادان يقيسان الشيء نفسه.`}
      head={[t`المعيار`, ...leaves.map((leaf) => format.name(leaf))]}
      rows={leaves.map((leaf, at) => [format.name(leaf), ...(data.correlations[at] ?? [])])}
    >
      <HeatMap
        label={t`ارتباط المعايير`}
        width={1}
        columns={leaves.map((leaf) => ({ id: leaf.id, name: format.name(leaf) }))}
        rows={leaves.map((leaf, at) => ({
          id: leaf.id,
          name: format.name(leaf),
          cells: (data.correlations[at] ?? []).map((value) => (value === null ? null : { shown: shown(value), value })),
        }))}
      />
    </ChartCard>
  );
}
