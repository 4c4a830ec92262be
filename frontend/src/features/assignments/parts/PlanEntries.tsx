// The entries of a plan with their jurors, and the way to why.
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Badge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import type { Wish } from '../model/goal';
import { groupWords } from '../words';
import type { Plan } from './PlanParts';
import { WhyDialog } from './WhyDialog';

export type PlanEntry = components['schemas']['PlanEntry'];

export function PlanEntries({
  plan,
  editionId,
  wish,
  onWish,
}: {
  plan: Plan;
  editionId: string;
  wish: Wish;
  /** nothing where the reader may not plan again */
  onWish: ((wish: Wish) => void) | null;
}) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const [open, setOpen] = useState<PlanEntry | null>(null);
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const titleOf = (row: PlanEntry) => format.pick(row.title_ar, row.title_en);
  return (
    <>
      <DataList
        source="/api/v1/plans/{plan_id}/entries"
        path={{ plan_id: plan.id }}
        label={t`مشاركات الخطة`}
        urlPrefix="e."
        defaultSort="number"
        filters={[
          {
            id: 'category_id',
            label: nouns.One,
            options: (categories.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) })),
          },
          {
            id: 'lacking',
            label: t`قواعد التكوين`,
            options: [
              { id: 'true', label: t`لم تتحقق` },
              { id: 'false', label: t`تحققت` },
            ],
          },
          {
            id: 'changed',
            label: t`ما تغيّره الخطة`,
            options: [
              { id: 'true', label: t`تغيّرت مقاعدها` },
              { id: 'false', label: t`بقيت كما هي` },
            ],
          },
        ]}
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            align: 'end',
            width: '5rem',
            cell: (row) => <code>{format.number(row.number)}</code>,
          },
          { id: 'title', header: t`المشاركة`, primary: true, cell: titleOf },
          {
            id: 'seats',
            header: t`المحكّمون`,
            cell: (row) => (
              <ul className="tk-assignments-seated">
                {row.seats.map((one) => (
                  <li key={one.juror_id}>
                    {one.pinned ? <Badge tone="info">{t`مثبّت`}</Badge> : null}
                    <bdi className={one.kept ? 'tk-soft' : ''}>{format.name(one)}</bdi>
                  </li>
                ))}
                {row.lacks.map((group) => (
                  <li key={group}>
                    <Badge tone="warning">{t`ينقصها من ${i18n._(groupWords[group] as MessageDescriptor)}`}</Badge>
                  </li>
                ))}
              </ul>
            ),
          },
          {
            id: 'mean',
            header: t`الملاءمة`,
            sortable: true,
            align: 'end',
            cell: (row) => (row.mean === null ? '' : format.percent(row.mean)),
          },
        ]}
        rowId={(row) => row.entry_id}
        rowName={titleOf}
        rowActions={(row) => [{ id: 'why', label: t`لماذا هؤلاء؟`, icon: 'info', onAction: () => setOpen(row) }]}
        empty={{ title: t`لا مشاركات في هذه الخطة`, icon: 'layers' }}
      />
      {open ? <WhyDialog plan={plan} entry={open} wish={wish} onWish={onWish} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
