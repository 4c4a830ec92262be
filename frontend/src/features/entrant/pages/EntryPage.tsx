// One of my entries: the form while it can be edited, what was sent afterwards; its questions beside it.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Menu, type MenuAction } from '../../../shared/ui/Menu';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { CarriedNotice } from '../carry/CarriedNotice';
import { Eligibility } from '../eligibility/Eligibility';
import { EntryContext } from '../history/FieldExtras';
import { PeoplePanel } from '../members/PeoplePanel';
import { PresenceBar } from '../members/PresenceBar';
import { PresenceContext, placeOf, usePresence } from '../members/presence';
import type { Entry } from '../model/transport';
import { ConflictReports, useReports } from '../parts/ConflictReports';
import { DeleteDialog, WithdrawDialog } from '../parts/EndDialogs';
import { EntryForm } from '../parts/EntryForm';
import { EntryView } from '../parts/EntryView';
import { Leftovers } from '../parts/Leftovers';
import { MessagesPanel, useMessages } from '../parts/MessagesPanel';
import { QuestionsPanel } from '../parts/QuestionsPanel';
import { RejectedFiles } from '../parts/RejectedFiles';
import { StateNotice } from '../parts/StateNotice';
import { SELF_SCORE, SelfScore } from '../selfscore/SelfScore';
import { SignOffPanel } from '../signoff/SignOffPanel';
import '../problems';
import '../entrant.css';
import '../form.css';

const EVERY = 30_000;

function Actions({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'delete' | 'withdraw' | null>(null);
  const items: MenuAction[] = [];
  if (entry.may_withdraw)
    items.push({
      id: 'withdraw',
      label: t`اسحب المشاركة`,
      icon: 'undo',
      danger: true,
      onAction: () => setOpen('withdraw'),
    });
  if (entry.may_delete)
    items.push({
      id: 'delete',
      label: t`احذف المسودة`,
      icon: 'trash',
      danger: true,
      onAction: () => setOpen('delete'),
    });
  return (
    <>
      {entry.receipt ? (
        <LinkButton icon="success" to="/entrant/entries/$entryId/submitted" params={{ entryId: entry.id }}>
          {t`الإيصالات`}
        </LinkButton>
      ) : null}
      <LinkButton icon="print" to="/entrant/entries/$entryId/print" params={{ entryId: entry.id }}>
        {t`نسخة للطباعة`}
      </LinkButton>
      {items.length > 0 ? <Menu items={items} label={t`إجراءات أخرى`} /> : null}
      <DeleteDialog entry={entry} isOpen={open === 'delete'} onClose={() => setOpen(null)} />
      <WithdrawDialog entry={entry} isOpen={open === 'withdraw'} onClose={() => setOpen(null)} />
    </>
  );
}

function Lead({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const number = format.number(entry.number, { useGrouping: false });
  const parts = [
    t`المشاركة رقم ${number}`,
    format.name(entry.category),
    entry.organisation ? format.name(entry.organisation) : t`باسمي`,
    format.name(entry.edition),
  ];
  return (
    <ul className="tk-entrant-lead">
      {parts.map((part) => (
        <li key={part} dir="auto">
          {part}
        </li>
      ))}
    </ul>
  );
}

function Body({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const messages = useMessages(entry);
  const notice = useRef<HTMLDivElement>(null);
  const could = useRef(entry.may_edit);
  const [place, setPlace] = useState('');
  const others = usePresence(entry.id, place);
  // What was submitted may be changed and sent again until the deadline.
  const open = entry.may_edit || ['draft', 'returned'].includes(entry.state);
  // For the agency alone, and only by a public rubric: whoever was invited from outside has none.
  const reports = useReports(entry, entry.submitted_at !== null);
  const score = useGet(SELF_SCORE, { path: { entry_id: entry.id } });
  // Editing has just ended under the writer's hands: say so where they look.
  useEffect(() => {
    if (could.current && !entry.may_edit) notice.current?.focus();
    could.current = entry.may_edit;
  }, [entry.may_edit]);
  return (
    <PresenceContext value={others}>
      <PresenceBar others={others} />
      <div ref={notice} tabIndex={-1} className="tk-entrant-notice">
        <RejectedFiles entry={entry} />
        <StateNotice entry={entry} />
      </div>
      {open && entry.carried_from ? <CarriedNotice entry={entry} /> : null}
      {open && entry.needs_sign_off ? <SignOffPanel entry={entry} /> : null}
      {entry.may_edit ? null : <Leftovers entry={entry} />}
      <Eligibility entry={entry}>
        <Tabs
          label={t`أقسام المشاركة`}
          items={[
            {
              id: 'form',
              label: entry.may_edit ? t`النموذج` : entry.submitted_at ? t`ما قُدّم` : t`ما كُتب`,
              content: entry.may_edit ? (
                <EntryContext value={entry}>
                  {/* biome-ignore lint/a11y/noStaticElementInteractions: notes where the focus is, does nothing */}
                  <div onFocus={(event) => setPlace(placeOf(event.target))} onBlur={() => setPlace('')}>
                    <EntryForm entry={entry} />
                  </div>
                </EntryContext>
              ) : (
                <Card>
                  <EntryView entry={entry.submitted ? { ...entry, ...entry.submitted } : entry} />
                </Card>
              ),
            },
            ...(messages.data && (messages.data.items.length > 0 || messages.data.may_write)
              ? [
                  {
                    id: 'messages',
                    label: t`رسائل فريق الفرز`,
                    note: messages.data.items.length > 0 ? format.number(messages.data.items.length) : undefined,
                    content: <MessagesPanel entry={entry} />,
                  },
                ]
              : []),
            ...(score.data?.available
              ? [{ id: 'score', label: t`تقييمنا الذاتي`, content: <SelfScore entry={entry} score={score.data} /> }]
              : []),
            { id: 'people', label: t`العاملون فيها`, content: <PeoplePanel entry={entry} /> },
            ...(reports.data && (reports.data.may_report || reports.data.items.length > 0)
              ? [{ id: 'conflicts', label: t`تعارض المصالح`, content: <ConflictReports entry={entry} /> }]
              : []),
            { id: 'questions', label: t`أسئلة للمنظّم`, content: <QuestionsPanel entry={entry} /> },
          ]}
        />
      </Eligibility>
    </PresenceContext>
  );
}

export function EntryPage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('entryId');
  const entry = useGet('/api/v1/entrant/entries/{entry_id}', { path: { entry_id: id }, refetchInterval: EVERY });
  const data = entry.data;
  return (
    <Page
      title={data ? format.pick(data.title_ar, data.title_en) : t`المشاركة`}
      crumbs={[{ label: t`مشاركاتي`, to: '/entrant/entries' }]}
      badge={data ? <StateBadge of="entry" state={data.state} /> : null}
      lead={data ? <Lead entry={data} /> : null}
      actions={data ? <Actions entry={data} /> : null}
    >
      <Read of={entry} lines={12}>
        {(found) => <Body key={found.id} entry={found} />}
      </Read>
    </Page>
  );
}
