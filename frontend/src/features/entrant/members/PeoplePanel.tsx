// Who works on an entry: people with their rights, invitations that wait, and what one may do about them.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import { InviteDialog } from './InviteDialog';
import { RemoveDialog, RightDialog } from './PersonDialogs';
import { Avatar } from './PresenceBar';
import { type Invited, type People, type Person, rightHelp, rightWords } from './rights';
import './members.css';

const PATH = '/api/v1/entrant/entries/{entry_id}/people';

function PersonRow({ entryId, person, manages }: { entryId: string; person: Person; manages: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const me = useMe();
  const [open, setOpen] = useState<'right' | 'remove' | null>(null);
  const name = format.name(person) || person.email;
  const mine = person.user_id === me.user_id;
  const fixed = person.is_owner || person.level === 'manage';
  return (
    <li>
      <Avatar name={name} />
      <div className="tk-entrant-person">
        <span className="tk-row tk-gap-2">
          <bdi className="tk-strong">{name}</bdi>
          {mine ? <Badge tone="primary">{t`أنت`}</Badge> : null}
          {person.outside ? <Badge tone="lavender">{t`متعاون`}</Badge> : null}
          {person.is_owner ? <Badge>{t`صاحب المشاركة`}</Badge> : null}
          {person.level === 'manage' ? <Badge>{t`مدير الجهة`}</Badge> : null}
          {person.disabled ? <Badge tone="warning">{t`حساب موقوف`}</Badge> : null}
        </span>
        <code className="tk-small tk-soft">{person.email}</code>
      </div>
      <div className="tk-entrant-doing">
        <span className="tk-entrant-person">
          <span>{i18n._(rightWords[person.right])}</span>
          {person.is_exception ? <span className="tk-tiny tk-soft">{t`في هذه المشاركة خاصة`}</span> : null}
        </span>
        {manages && !fixed ? (
          <Button aria-label={t`غيّر صلاحية ${name}`} onPress={() => setOpen('right')}>
            {t`غيّر`}
          </Button>
        ) : null}
        {person.outside && (manages || mine) ? (
          <Button
            kind="danger-quiet"
            aria-label={mine ? t`غادر هذه المشاركة` : t`أزل ${name} من المشاركة`}
            onPress={() => setOpen('remove')}
          >
            {mine ? t`غادر` : t`أزل`}
          </Button>
        ) : null}
      </div>
      {open === 'right' ? <RightDialog entryId={entryId} person={person} onClose={() => setOpen(null)} /> : null}
      {open === 'remove' ? <RemoveDialog entryId={entryId} person={person} onClose={() => setOpen(null)} /> : null}
    </li>
  );
}

function InvitedRow({ entryId, one }: { entryId: string; one: Invited }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const path = { entry_id: entryId, invitation_id: one.id };
  const done = (words: string) => async () => {
    await refreshPaths(PATH);
    notify(words);
  };
  const resend = useMutation({
    mutationFn: () =>
      must(api.POST('/api/v1/entrant/entries/{entry_id}/invitations/{invitation_id}/resend', { params: { path } })),
    onSuccess: done(t`أُرسلت الدعوة من جديد، والرابط السابق لا يعمل.`),
    onError: notifyProblem,
  });
  const revoke = useMutation({
    mutationFn: () =>
      must(api.DELETE('/api/v1/entrant/entries/{entry_id}/invitations/{invitation_id}', { params: { path } })),
    onSuccess: done(t`سُحبت الدعوة.`),
    onError: notifyProblem,
  });
  const name = format.name(one);
  return (
    <li>
      <Avatar name={name || one.email} />
      <div className="tk-entrant-person">
        <span className="tk-row tk-gap-2">
          <bdi>{name || one.email}</bdi>
          {one.expired ? <Badge tone="warning">{t`انتهت مدتها`}</Badge> : <Badge tone="info">{t`تنتظر القبول`}</Badge>}
        </span>
        {name ? <code className="tk-small tk-soft">{one.email}</code> : null}
        <span className="tk-tiny tk-soft">
          {one.expired ? t`انتهت في` : t`صالحة حتى`} <When at={one.expires_at} show="short" />
        </span>
      </div>
      <div className="tk-entrant-doing">
        <span>{i18n._(rightWords[one.right])}</span>
        <Button
          aria-label={t`أعد إرسال الدعوة إلى ${one.email}`}
          busy={resend.isPending}
          onPress={() => resend.mutate()}
        >
          {t`أعد الإرسال`}
        </Button>
        <Button
          kind="danger-quiet"
          aria-label={t`اسحب الدعوة المرسلة إلى ${one.email}`}
          busy={revoke.isPending}
          onPress={() => revoke.mutate()}
        >
          {t`اسحبها`}
        </Button>
      </div>
    </li>
  );
}

function Body({ entry, people }: { entry: Entry; people: People }) {
  const { t, i18n } = useLingui();
  const [inviting, setInviting] = useState(false);
  const right = i18n._(rightHelp[people.right]);
  return (
    <Card
      title={t`العاملون في هذه المشاركة`}
      actions={
        people.manages ? (
          <Button icon="plus" onPress={() => setInviting(true)}>
            {t`ادعُ متعاونًا`}
          </Button>
        ) : null
      }
    >
      <p className="tk-soft">
        {people.manages
          ? t`أعضاء الجهة هنا بصلاحياتهم فيها. ادعُ من خارجها مستشارًا أو شريكًا إلى هذه المشاركة وحدها.`
          : t`صلاحيتك هنا: ${right}`}
      </p>
      <ul className="tk-plain-list tk-entrant-people">
        {people.items.map((person) => (
          <PersonRow key={person.user_id} entryId={entry.id} person={person} manages={people.manages} />
        ))}
        {people.invited.map((one) => (
          <InvitedRow key={one.id} entryId={entry.id} one={one} />
        ))}
      </ul>
      {inviting ? <InviteDialog entryId={entry.id} onClose={() => setInviting(false)} /> : null}
    </Card>
  );
}

export function PeoplePanel({ entry }: { entry: Entry }) {
  const people = useGet(PATH, { path: { entry_id: entry.id } });
  return <Read of={people}>{(found) => <Body entry={entry} people={found} />}</Read>;
}
