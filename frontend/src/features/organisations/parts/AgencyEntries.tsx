// What an agency entered over the years, in the editions that the reader looks after, and what it won.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { useEntryStates } from '../../../shared/ui/entryStates';
import { DataList } from '../../../shared/ui/list/DataList';
import { When } from '../../../shared/ui/When';

type Row = components['schemas']['AgencyEntry'];

export function AgencyEntries({ organisationId }: { organisationId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const states = useEntryStates();
  const numbered = (row: Row): string => t`مسودة رقم ${format.number(row.number, { useGrouping: false })}`;
  const won = (row: Row): string => {
    if (row.outcome === 'honourable_mention') return t`تنويه`;
    const place = format.number(row.place ?? 0);
    const level = format.pick(row.level_ar ?? '', row.level_en ?? '');
    return level ? t`المركز ${place}: ${level}` : t`المركز ${place}`;
  };
  return (
    <DataList
      source="/api/v1/organisations/{organisation_id}/entries"
      path={{ organisation_id: organisationId }}
      label={t`مشاركات الجهة`}
      searchLabel={t`ابحث بالعنوان أو الرقم`}
      urlPrefix="entries_"
      defaultSort="-edition"
      filters={[{ id: 'state', label: t`الحالة`, options: states }]}
      rowName={(row) => format.pick(row.title_ar, row.title_en) || numbered(row)}
      rowLink={(row) => ({
        to: '/editions/$editionId/entries/$entryId',
        params: { editionId: row.edition_id, entryId: row.id },
      })}
      columns={[
        {
          id: 'edition',
          header: t`الدورة`,
          sortable: true,
          cell: (row) => <bdi>{format.pick(row.edition_ar, row.edition_en)}</bdi>,
        },
        {
          id: 'title',
          header: t`المشاركة`,
          primary: true,
          sortable: true,
          cell: (row) => format.pick(row.title_ar, row.title_en) || <span className="tk-soft">{numbered(row)}</span>,
        },
        {
          id: 'category',
          header: t`الفئة`,
          cell: (row) => <bdi>{format.pick(row.category_ar, row.category_en)}</bdi>,
        },
        {
          id: 'state',
          header: t`الحالة`,
          sortable: true,
          cell: (row) => <StateBadge of="entry" state={row.state} />,
        },
        {
          id: 'submitted',
          header: t`قُدّمت في`,
          sortable: true,
          cell: (row) =>
            row.submitted_at ? (
              <When at={row.submitted_at} zone={row.timezone} show="short" />
            ) : (
              <span className="tk-faint">{t`لم تُقدَّم`}</span>
            ),
        },
        {
          id: 'won',
          header: t`التكريم`,
          cell: (row) => (row.outcome ? <Badge tone="success">{won(row)}</Badge> : ''),
        },
      ]}
      empty={{
        title: t`لا مشاركات في دوراتك`,
        text: t`تظهر هنا مشاركات الجهة في الدورات التي تعمل فيها، وما نُشر من فوزها.`,
        icon: 'form',
      }}
    />
  );
}
