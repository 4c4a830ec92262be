// One entry on the desk: what was answered beside its rules, its checklist, its decision, its messages and notes.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button, IconButton, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { Answers } from '../parts/Answers';
import type { StaffEntry } from '../parts/Decisions';
import { EntryQuestions } from '../parts/EntryTabs';
import { RuleStates } from '../parts/RuleStates';
import { useScreens } from '../rights';
import { useUntitled } from '../untitled';
import { AssignDialog, type Handing } from './AssignDialog';
import { Checklist } from './Checklist';
import { DecisionPanel, type Open } from './DecisionPanel';
import { Duplicates } from './Duplicates';
import { type Desk, useNarrowed } from './desk';
import { KeysDialog } from './KeysDialog';
import { isBusy, keyOfDesk } from './keys';
import { CorrectedNotice, PastDecisions } from './Returned';
import { Messages, Notes } from './Thread';
import { useSingleKeys } from './useSingleKeys';
import '../problems';
import './problems';
import '../entries.css';
import './desk.css';

interface BodyProps {
  editionId: string;
  entry: StaffEntry;
  desk: Desk;
  open: Open;
  setOpen: (open: Open) => void;
}

function Screener({ desk, editionId }: { desk: Desk; editionId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const [handing, setHanding] = useState<Handing | null>(null);
  const people = useGet('/api/v1/editions/{edition_id}/screening/people', { path: { edition_id: editionId } });
  const hand = (how: Handing['how']) => setHanding({ how, ids: [desk.entry_id] });
  return (
    <Card title={t`الفارز`}>
      <div className="tk-stack tk-gap-3">
        <p>
          {desk.screener ? <bdi>{format.name(desk.screener)}</bdi> : <span className="tk-faint">{t`بلا فارز`}</span>}
        </p>
        {desk.may.includes('assign') ? (
          <div className="tk-row tk-gap-2">
            <Button onPress={() => hand('take')}>{t`خذها`}</Button>
            <Button onPress={() => hand('give')}>{t`سلّمها لزميل`}</Button>
            {desk.screener ? <Button onPress={() => hand('release')}>{t`اتركها`}</Button> : null}
          </div>
        ) : null}
      </div>
      <AssignDialog
        editionId={editionId}
        handing={handing}
        people={people.data?.items ?? []}
        onClose={() => setHanding(null)}
        onDone={() => undefined}
      />
    </Card>
  );
}

function Body({ editionId, entry, desk, open, setOpen }: BodyProps) {
  const { t } = useLingui();
  const format = useFormat();
  const screens = useScreens(editionId);
  const zone = entry.edition.timezone;
  const asked = entry.questions.filter((one) => !one.answered_at).length;
  const count = (length: number) => (length > 0 ? format.number(length) : undefined);
  const tone = { returned: 'warning', withdrawn: 'info' } as Record<string, 'warning' | 'info'>;
  return (
    <div className="tk-entries-desk">
      <div className="tk-stack">
        <CorrectedNotice desk={desk} entry={entry} />
        <Card>
          <Tabs
            label={t`أقسام المشاركة`}
            items={[
              { id: 'answers', label: t`الأجوبة والملفات`, content: <Answers entry={entry} /> },
              {
                id: 'messages',
                label: t`الرسائل`,
                note: count(desk.messages.length),
                content: <Messages desk={desk} zone={zone} />,
              },
              {
                id: 'notes',
                label: t`ملاحظات داخلية`,
                note: count(desk.notes.length),
                content: <Notes desk={desk} zone={zone} />,
              },
              {
                id: 'questions',
                label: t`الأسئلة`,
                note: count(asked),
                content: <EntryQuestions entry={entry} answers={screens} />,
              },
              { id: 'decisions', label: t`القرارات`, content: <PastDecisions desk={desk} entry={entry} /> },
            ]}
          />
        </Card>
      </div>
      <aside className="tk-stack tk-entries-side" aria-label={t`القرار`}>
        <Card title={t`القرار`}>
          {entry.state_reason ? (
            <Notice tone={tone[entry.state] ?? 'error'} title={t`السبب المسجّل`}>
              <span dir="auto" className="tk-answer-long">
                {entry.state_reason}
              </span>
            </Notice>
          ) : null}
          <DecisionPanel entry={entry} desk={desk} open={open} setOpen={setOpen} />
        </Card>
        {desk.checklist.length > 0 ? (
          <Card title={t`قائمة الفرز`}>
            <Checklist desk={desk} zone={zone} />
          </Card>
        ) : null}
        <RuleStates entryId={entry.id} zone={zone} />
        {desk.duplicates.length > 0 ? (
          <Card title={t`قد تكون مكررة`}>
            <Duplicates desk={desk} editionId={editionId} may={screens} />
          </Card>
        ) : null}
        <Screener desk={desk} editionId={editionId} />
      </aside>
    </div>
  );
}

export function DeskEntryPage() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const editionId = useParam('editionId');
  const id = useParam('entryId');
  const narrowed = useNarrowed();
  const entry = useGet('/api/v1/entries/{entry_id}', { path: { entry_id: id } });
  const desk = useGet('/api/v1/entries/{entry_id}/screening', { path: { entry_id: id } });
  const place = useGet('/api/v1/editions/{edition_id}/screening/place/{entry_id}', {
    path: { edition_id: editionId, entry_id: id },
    query: narrowed,
  });
  const [open, setOpen] = useState<Open>(null);
  const [help, setHelp] = useState(false);
  const [keys, setKeys] = useSingleKeys();
  const untitled = useUntitled();
  const { previous_id: previous, next_id: next } = place.data ?? { previous_id: null, next_id: null };
  const may = desk.data?.may;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const asked = keyOfDesk({ ...pick(event), busy: !keys || isBusy(event.target) });
      if (asked === null) return;
      const to = asked === 'next' ? next : asked === 'previous' ? previous : null;
      if (to)
        void navigate({
          to: '/editions/$editionId/screening/$entryId',
          params: { editionId, entryId: to },
          search: narrowed as never,
        });
      else if (asked === 'keys') setHelp(true);
      else if (asked !== 'next' && asked !== 'previous' && may?.includes(asked)) setOpen(asked);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [keys, next, previous, may, navigate, editionId, narrowed]);
  const data = entry.data;
  const step = (to: string | null | undefined, label: string, icon: 'chevron-back' | 'chevron-forward') =>
    to ? (
      <LinkButton
        icon={icon}
        to="/editions/$editionId/screening/$entryId"
        params={{ editionId, entryId: to }}
        search={narrowed as never}
      >
        {label}
      </LinkButton>
    ) : null;
  const at = place.data?.position ? format.number(place.data.position) : null;
  const number = data ? format.number(data.number, { useGrouping: false }) : '';
  return (
    <Page
      title={data ? format.pick(data.title_ar, data.title_en) || untitled(data) : t`المشاركة`}
      crumbs={[
        {
          label: t`مكتب الفرز`,
          to: '/editions/$editionId/screening',
          params: { editionId },
          search: narrowed as never,
        },
      ]}
      badge={data ? <StateBadge of="entry" state={data.state} /> : null}
      lead={
        data ? (
          <span className="tk-row">
            <span>{t`رقم ${number}`}</span>
            <bdi>{format.name(data.organisation ?? data.owner)}</bdi>
            <bdi>{format.name(data.category)}</bdi>
            {at && place.data ? <span>{t`${at} من ${format.number(place.data.total)} في القائمة`}</span> : null}
          </span>
        ) : null
      }
      actions={
        <>
          {step(previous, t`السابقة`, 'chevron-back')}
          {step(next, t`التالية`, 'chevron-forward')}
          <IconButton icon="keyboard" label={t`اختصارات لوحة المفاتيح`} onPress={() => setHelp(true)} />
        </>
      }
    >
      <Read of={entry} lines={12}>
        {(found) => (
          <Read of={desk} lines={6}>
            {(beside) => (
              <Body key={found.id} editionId={editionId} entry={found} desk={beside} open={open} setOpen={setOpen} />
            )}
          </Read>
        )}
      </Read>
      <KeysDialog isOpen={help} onClose={() => setHelp(false)} isOn={keys} setOn={setKeys} />
    </Page>
  );
}

const pick = ({ code, key, ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ code, key, ctrlKey, metaKey, altKey });
