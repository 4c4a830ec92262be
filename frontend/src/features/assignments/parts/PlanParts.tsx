// The parts of a plan as it is shown: loads before and after, what stays short, the pairs, what was left out.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { components } from '../../../shared/api/schema';
import { Bar, BarKey } from '../../../shared/charts/Bar';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { saveCsv } from '../../../shared/saveCsv';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { EmptyState } from '../../../shared/ui/States';
import { bars } from '../words';

export type Plan = components['schemas']['Plan'];
const STEP = 50;

/** A table of the plan's own rows, grown on demand. */
export function Rows({
  head,
  rows,
  label,
}: {
  head: readonly ReactNode[];
  rows: readonly (readonly ReactNode[])[];
  label: string;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const [shown, setShown] = useState(STEP);
  const left = rows.length - shown;
  return (
    <div className="tk-stack">
      <ChartTable label={label} head={head}>
        {rows.slice(0, shown).map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
          <tr key={line}>
            {row.map((cell, at) =>
              at === 0 ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: fixed columns
                <th key={at} scope="row" dir="auto">
                  {cell}
                </th>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: fixed columns
                <td key={at}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </ChartTable>
      {left > 0 ? (
        <div>
          <Button onPress={() => setShown(shown + 4 * STEP)}>{t`أظهر المزيد (${format.number(left)})`}</Button>
        </div>
      ) : null}
    </div>
  );
}

export function Loads({ plan }: { plan: Plan }) {
  const { t } = useLingui();
  const format = useFormat();
  const most = Math.max(1, ...plan.loads.map((one) => one.after));
  const sorted = [...plan.loads].sort((a, b) => b.after - a.after || b.added - a.added);
  const save = () =>
    saveCsv('loads.csv', [
      [t`المحكّم`, t`قبل الخطة`, t`تضيف`, t`بعدها`, t`المقبول تحكيمه`],
      ...sorted.map((one) => [format.name(one), one.before, one.added, one.after, one.accepted ?? '']),
    ]);
  return (
    <div className="tk-stack">
      <div className="tk-row tk-spread">
        <BarKey
          items={[
            { as: 'done', label: t`مسند من قبل` },
            { as: 'more', label: t`تضيفه الخطة` },
          ]}
        />
        <Button icon="download" onPress={save}>
          CSV
        </Button>
      </div>
      <Rows
        label={t`أحمال المحكّمين قبل الخطة وبعدها`}
        head={[
          t`المحكّم`,
          <span key="bar" className="tk-hidden">{t`الحمل`}</span>,
          t`قبل`,
          t`تضيف`,
          t`بعد`,
          t`المقبول تحكيمه`,
        ]}
        rows={sorted.map((one) => [
          format.name(one),
          <div key="bar" className="tk-assignments-wide">
            <Bar
              max={most}
              parts={[
                { value: one.before, as: 'done' },
                { value: one.added, as: 'more' },
              ]}
            />
          </div>,
          format.number(one.before),
          format.number(one.added),
          <strong key="after">{format.number(one.after)}</strong>,
          <span key="accepted" className="tk-row tk-gap-2">
            {one.accepted === null ? '—' : format.number(one.accepted)}
            {one.accepted !== null && one.after > one.accepted ? <Badge tone="warning">{t`فوق المقبول`}</Badge> : null}
          </span>,
        ])}
      />
    </div>
  );
}

export function Short({ plan }: { plan: Plan }) {
  const { t } = useLingui();
  const format = useFormat();
  if (plan.short.length === 0) return <EmptyState title={t`لا مشاركة ناقصة بعد هذه الخطة`} icon="check" />;
  return (
    <Rows
      label={t`مشاركات تبقى ناقصة`}
      head={[t`المشاركة`, t`الرقم`, t`المطلوب`, t`تنال`]}
      rows={plan.short.map((one) => [
        format.pick(one.title_ar, one.title_en),
        <code key="n">{format.number(one.number)}</code>,
        format.number(one.wanted),
        format.number(one.gets),
      ])}
    />
  );
}

export function Removed({ plan }: { plan: Plan }) {
  const { t } = useLingui();
  const format = useFormat();
  const names = new Map(plan.loads.map((one) => [one.juror_id, format.name(one)]));
  return (
    <Rows
      label={t`ما تنقله الخطة من أصحابه`}
      head={[t`المحكّم`, t`رقم المشاركة`]}
      rows={plan.removed.map((one) => [
        names.get(one.juror_id) ?? '',
        <code key="n">{format.number(one.number)}</code>,
      ])}
    />
  );
}

export function Excluded({ plan }: { plan: Plan }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const names = new Map(plan.loads.map((one) => [one.juror_id, format.name(one)]));
  if (plan.excluded.length === 0) return <EmptyState title={t`لا موانع بين المحكّمين والمشاركات`} icon="check" />;
  return (
    <Rows
      label={t`ما استُثني وسببه`}
      head={[t`المحكّم`, t`رقم المشاركة`, t`السبب`]}
      rows={plan.excluded.map((one) => [
        names.get(one.juror_id) ?? '',
        <code key="n">{format.number(one.number)}</code>,
        i18n._(bars[one.reason]),
      ])}
    />
  );
}
