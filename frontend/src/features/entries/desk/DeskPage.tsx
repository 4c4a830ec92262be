// The queue of the screening desk: narrowed, searched, shared out, and decided many at once.
import { Plural, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { fillPath } from '../../../shared/api/core';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { useEntryStates } from '../../../shared/ui/entryStates';
import { DataList } from '../../../shared/ui/list/DataList';
import { notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { useScreens } from '../rights';
import { AssignDialog, type Handing } from './AssignDialog';
import { type Bulk, BulkDialog } from './BulkDialog';
import { useNarrowed } from './desk';
import { useDecided, useFlags } from './words';
import '../problems';
import './problems';
import './desk.css';

const SOURCE = '/api/v1/editions/{edition_id}/screening';

function ExcelButton({ editionId }: { editionId: string }) {
  const { t } = useLingui();
  const narrowed = useNarrowed();
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    download(fillPath(`${SOURCE}.xlsx`, { edition_id: editionId }, { ...narrowed }), 'screening.xlsx')
      .catch(notifyProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Button icon="download" busy={busy} onPress={save}>
      {t`نزّل جدول Excel`}
    </Button>
  );
}

export function DeskPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const settings = useGet('/api/v1/editions/{edition_id}/screening/settings', { path });
  const people = useGet('/api/v1/editions/{edition_id}/screening/people', { path });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', { path, query: { size: 200 } });
  const screens = useScreens(editionId);
  const states = useEntryStates();
  const flags = useFlags();
  const decided = useDecided();
  const nouns = useNouns();
  const narrowed = useNarrowed();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [handing, setHanding] = useState<Handing | null>(null);
  const clear = useRef<() => void>(() => undefined);
  const both = settings.data?.two_persons === true;
  const items = settings.data?.checklist.length ?? 0;
  const zone = edition.data?.timezone;
  const act = (word: Bulk['word']) => (ids: string[], done: () => void) => {
    clear.current = done;
    setBulk({ word, ids, proposes: both && word !== 'confirm' });
  };
  const hand = (how: Handing['how']) => (ids: string[], done: () => void) => {
    clear.current = done;
    setHanding({ how, ids });
  };
  const unassigned = people.data?.unassigned ?? 0;
  return (
    <Page
      title={t`مكتب الفرز`}
      lead={
        both ? t`يقرّر في هذه الدورة شخصان: يقترح الأول ويثبّت الثاني.` : t`كل ما قُدّم من مشاركات، وما ينتظر كلًّا منها.`
      }
      actions={
        <>
          {screens && unassigned > 0 ? (
            <Button icon="users" onPress={() => setHanding({ how: 'spread', ids: null })}>
              {t`وزّع ما ينتظر`}
            </Button>
          ) : null}
          <LinkButton icon="layers" to="/editions/$editionId/duplicates" params={{ editionId }}>
            {t`المكررات`}
          </LinkButton>
          <LinkButton icon="list" to="/editions/$editionId/screening/settings" params={{ editionId }}>
            {t`قائمة الفرز وإعداداته`}
          </LinkButton>
          <ExcelButton editionId={editionId} />
        </>
      }
    >
      <DataList
        source={SOURCE}
        path={path}
        label={t`مكتب الفرز`}
        searchLabel={t`ابحث بالعنوان أو الجهة أو الرقم`}
        defaultSort="number"
        filters={[
          { id: 'state', label: t`الحالة`, options: states.filter((one) => one.id !== 'draft') },
          { id: 'flag', label: t`ما يلفت النظر`, options: flags },
          {
            id: 'screener',
            label: t`الفارز`,
            options: [
              { id: 'me', label: t`مشاركاتي` },
              { id: 'none', label: t`بلا فارز` },
              ...(people.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) })),
            ],
          },
          {
            id: 'category_id',
            label: nouns.One,
            options: (categories.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) })),
          },
        ]}
        bulkActions={
          screens
            ? [
                ...(both
                  ? [{ id: 'confirm', label: t`ثبّت ما اقتُرح`, icon: 'check' as const, onAction: act('confirm') }]
                  : []),
                ...(['eligible', 'returned', 'ineligible'] as const).map((word) => ({
                  id: word,
                  label: both ? decided[word].proposal : decided[word].verb,
                  icon: decided[word].icon,
                  onAction: act(word),
                })),
                { id: 'take', label: t`خذها`, icon: 'user' as const, onAction: hand('take') },
                { id: 'give', label: t`سلّمها لزميل`, icon: 'users' as const, onAction: hand('give') },
                { id: 'release', label: t`اتركها`, icon: 'undo' as const, onAction: hand('release') },
              ]
            : undefined
        }
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            width: '5rem',
            cell: (row) => format.number(row.number, { useGrouping: false }),
          },
          {
            id: 'title',
            header: t`المشاركة`,
            primary: true,
            sortable: true,
            cell: (row) => <span dir="auto">{format.pick(row.title_ar, row.title_en)}</span>,
          },
          {
            id: 'organisation',
            header: t`المشارك`,
            sortable: true,
            cell: (row) => <bdi>{format.name(row.organisation ?? row.owner)}</bdi>,
          },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => (
              <span className="tk-desk-marks">
                <StateBadge of="entry" state={row.state} />
                {row.proposed ? (
                  <Badge tone="info">
                    {t`مقترح:`} {decided[row.proposed].word}
                  </Badge>
                ) : null}
                {row.answered_at ? <Badge tone="success">{t`استُكملت`}</Badge> : null}
                {row.overdue ? <Badge tone="error">{t`انقضى موعدها`}</Badge> : null}
                {row.message_waits ? <Badge tone="warning">{t`رسالة تنتظر الرد`}</Badge> : null}
                {row.duplicates > 0 ? <Badge tone="warning">{t`قد تكون مكررة`}</Badge> : null}
              </span>
            ),
          },
          {
            id: 'screener',
            header: t`الفارز`,
            cell: (row) =>
              row.screener ? <bdi>{format.name(row.screener)}</bdi> : <span className="tk-faint">{t`بلا فارز`}</span>,
          },
          ...(items > 0
            ? [
                {
                  id: 'ticked',
                  header: t`قائمة الفرز`,
                  hideOnCard: true,
                  cell: (row: { ticked: number }) => (
                    <bdi>
                      {format.number(row.ticked)}/{format.number(items)}
                    </bdi>
                  ),
                },
              ]
            : []),
          {
            id: 'submitted',
            header: t`قُدّمت في`,
            sortable: true,
            cell: (row) => (row.submitted_at ? <When at={row.submitted_at} zone={zone} show="short" /> : null),
          },
        ]}
        rowName={(row) => format.pick(row.title_ar, row.title_en)}
        rowLink={(row) => ({
          to: '/editions/$editionId/screening/$entryId',
          params: { editionId, entryId: row.id },
          search: narrowed as never,
        })}
        empty={{
          title: t`لا مشاركات للفرز بعد`,
          text: t`تظهر هنا كل مشاركة حين تُقدَّم.`,
          icon: 'check',
        }}
      />
      {unassigned > 0 && (people.data?.items.length ?? 0) > 1 ? (
        <p className="tk-small tk-soft">
          <Plural
            value={unassigned}
            zero="لكل مشاركة تنتظر فارزها."
            one="مشاركة واحدة تنتظر بلا فارز."
            two="مشاركتان تنتظران بلا فارز."
            few="# مشاركات تنتظر بلا فارز."
            many="# مشاركة تنتظر بلا فارز."
            other="# مشاركة تنتظر بلا فارز."
          />
        </p>
      ) : null}
      <BulkDialog
        editionId={editionId}
        bulk={bulk}
        zone={zone ?? 'Asia/Riyadh'}
        onClose={() => setBulk(null)}
        onDone={() => clear.current()}
      />
      <AssignDialog
        editionId={editionId}
        handing={handing}
        people={people.data?.items ?? []}
        onClose={() => setHanding(null)}
        onDone={() => clear.current()}
      />
    </Page>
  );
}
