// The entries of a round, each with its seats.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { Bar } from '../../../shared/charts/Bar';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { useNouns } from '../../../shared/nouns';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { AssignDialog } from './AssignDialog';
import { EntryDialog } from './EntryDialog';
import { WalledBadge } from './WalledBadge';

type Entry = components['schemas']['AssignedEntry'];

export function Seats({ entry }: { entry: Pick<Entry, 'live' | 'wanted' | 'submitted'> }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-assignments-seats">
      <span>{t`${format.number(entry.live)} من ${format.number(entry.wanted)}`}</span>
      <Bar
        max={Math.max(entry.wanted, entry.live)}
        parts={[
          { value: entry.submitted, as: 'done' },
          { value: entry.live - entry.submitted, as: 'more' },
        ]}
      />
    </div>
  );
}

export function EntriesTab({ place, mayAct }: { place: RoundPlace; mayAct: boolean }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const { edition, round } = place;
  const [open, setOpen] = useState<Entry | null>(null);
  const [assigning, setAssigning] = useState<Entry | null>(null);
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: edition.id },
    query: { size: 200 },
  });
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const titleOf = (row: Entry) => format.pick(row.title_ar, row.title_en);
  return (
    <>
      <DataList
        source="/api/v1/rounds/{round_id}/assignments"
        path={{ round_id: round.id }}
        label={t`مشاركات الجولة`}
        defaultSort="number"
        filters={[
          {
            id: 'category_id',
            label: nouns.One,
            options: (categories.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) })),
          },
          {
            id: 'short',
            label: t`الاكتمال`,
            options: [
              { id: 'true', label: t`ناقصة` },
              { id: 'false', label: t`مكتملة` },
            ],
          },
          {
            id: 'walled',
            label: t`تعارض المصالح`,
            options: [{ id: 'true', label: t`بين محكّم ومشاركة أُسندت إليه` }],
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
          { id: 'title', header: t`المشاركة`, sortable: true, primary: true, cell: titleOf },
          {
            id: 'category',
            header: nouns.One,
            sortable: true,
            hideOnCard: true,
            cell: (row) => <bdi>{format.pick(row.category_ar, row.category_en)}</bdi>,
          },
          {
            id: 'live',
            header: t`المقاعد`,
            sortable: true,
            width: '8rem',
            cell: (row) => (row.judged ? <Seats entry={row} /> : <Badge tone="neutral">{t`خارج التحكيم`}</Badge>),
          },
          {
            id: 'jurors',
            header: t`المحكّمون`,
            cell: (row) => {
              const live = row.jurors.filter((one) => one.closed_reason === null);
              return live.length > 0 ? (
                <>
                  <bdi>{live.map((one) => format.pick(one.juror_ar, one.juror_en)).join(comma)}</bdi>{' '}
                  {live.some((one) => one.walled) ? <WalledBadge /> : null}
                </>
              ) : (
                <Badge tone="warning">{t`لم تُسند`}</Badge>
              );
            },
          },
        ]}
        rowId={(row) => row.entry_id}
        rowName={titleOf}
        {...(round.state === 'closed'
          ? {
              rowLink: (row: Entry) => ({
                to: '/editions/$editionId/evaluations/$entryId' as never,
                params: { editionId: edition.id, entryId: row.entry_id } as never,
              }),
            }
          : {})}
        rowActions={(row) => [
          { id: 'people', label: t`محكّمو المشاركة`, icon: 'users', onAction: () => setOpen(row) },
          ...(mayAct && row.judged
            ? [{ id: 'assign', label: t`أسند إلى محكّم`, icon: 'plus' as const, onAction: () => setAssigning(row) }]
            : []),
        ]}
        empty={{
          title: t`لا مشاركات مؤهلة في هذه الجولة`,
          text: t`تُسند المشاركات بعد أن يقرّر الفرز أهليتها.`,
          icon: 'layers',
          action: (
            <LinkButton to={'/editions/$editionId/entries' as never} params={{ editionId: edition.id } as never}>
              {t`راجع المشاركات`}
            </LinkButton>
          ),
        }}
      />
      {open ? (
        <EntryDialog
          entry={open}
          mayAct={mayAct}
          onAssign={() => {
            setAssigning(open);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {assigning ? <AssignDialog roundId={round.id} entry={assigning} onClose={() => setAssigning(null)} /> : null}
    </>
  );
}
