// The columns of the entries table and their names.
import { Plural, useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import type { Column } from '../../../shared/ui/list/DataList';
import { When } from '../../../shared/ui/When';
import type { ColumnId } from '../columns';
import { useUntitled } from '../untitled';

type Row = components['schemas']['EntryTableRow'];

export function useEntryColumns(zone: string | undefined): Record<ColumnId, Column<Row>> {
  const { t } = useLingui();
  const format = useFormat();
  const untitled = useUntitled();
  const nouns = useNouns();
  return {
    number: {
      id: 'number',
      header: t`الرقم`,
      sortable: true,
      width: '5.5rem',
      cell: (row) => format.number(row.number, { useGrouping: false }),
    },
    title: {
      id: 'title',
      header: t`المشاركة`,
      primary: true,
      sortable: true,
      cell: (row) => format.pick(row.title_ar, row.title_en) || <span className="tk-soft">{untitled(row)}</span>,
    },
    title_en: {
      id: 'title_en',
      header: t`العنوان بالإنجليزية`,
      hideOnCard: true,
      cell: (row) => (
        <bdi lang="en" dir="ltr">
          {row.title_en}
        </bdi>
      ),
    },
    organisation: {
      id: 'organisation',
      header: t`المشارك`,
      sortable: true,
      cell: (row) => (
        <span>
          <bdi>{format.name(row.organisation ?? row.owner)}</bdi>
          {row.organisation ? null : <span className="tk-tiny tk-soft"> {t`فرد`}</span>}
        </span>
      ),
    },
    category: {
      id: 'category',
      header: nouns.One,
      sortable: true,
      cell: (row) => <bdi>{format.name(row.category)}</bdi>,
    },
    state: {
      id: 'state',
      header: t`الحالة`,
      sortable: true,
      cell: (row) => (
        <span className="tk-row tk-gap-2">
          <StateBadge of="entry" state={row.state} />
          {row.open_questions > 0 ? (
            <Badge tone="warning">
              <Plural
                value={row.open_questions}
                zero="لا أسئلة"
                one="سؤال ينتظر"
                two="سؤالان ينتظران"
                few="# أسئلة تنتظر"
                many="# سؤالًا ينتظر"
                other="# سؤال ينتظر"
              />
            </Badge>
          ) : null}
        </span>
      ),
    },
    submitted: {
      id: 'submitted',
      header: t`قُدّمت في`,
      sortable: true,
      cell: (row) =>
        row.submitted_at ? (
          <When at={row.submitted_at} zone={zone} show="short" />
        ) : (
          <span className="tk-faint">{t`لم تُقدَّم`}</span>
        ),
    },
    screener: {
      id: 'screener',
      header: t`الفارز`,
      sortable: true,
      cell: (row) =>
        row.screener ? <bdi>{format.name(row.screener)}</bdi> : <span className="tk-faint">{t`بلا فارز`}</span>,
    },
    until: {
      id: 'until',
      header: t`آخر موعد للاستكمال`,
      sortable: true,
      cell: (row) => (row.return_until ? <When at={row.return_until} zone={zone} show="short" /> : ''),
    },
    files: {
      id: 'files',
      header: t`الملفات`,
      cell: (row) => (
        <span className="tk-row tk-gap-2">
          {format.number(row.files)}
          {row.rejected_files > 0 ? (
            <Badge tone="error">
              {t`مرفوض:`} {format.number(row.rejected_files)}
            </Badge>
          ) : null}
        </span>
      ),
    },
    questions: {
      id: 'questions',
      header: t`أسئلة بلا جواب`,
      cell: (row) => format.number(row.open_questions),
    },
  };
}
