// Who enters for an agency, and who was invited to; the same for staff and for its own people.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Badge } from '../../../shared/ui/Badge';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { EmptyState } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';
import { LEVELS, type Level, levelHelp, levelWords } from '../levels';
import { LevelDialog } from './LevelDialog';
import { refreshMembers } from './RequestList';
import '../organisations.css';

type Member = components['schemas']['Member'];
type Invited = components['schemas']['InvitedMember'];

function InviteDialog({ organisationId, onClose }: { organisationId: string; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { reader } = useFormat();
  const form = useForm({
    initial: { email: '', name_ar: '', name_en: '', language: reader.language, level: 'edit' as Level },
    check: (v): { email?: string } => (v.email.trim() ? {} : { email: t`اكتب البريد الإلكتروني.` }),
    save: (v) =>
      api.POST('/api/v1/organisations/{organisation_id}/members', {
        params: { path: { organisation_id: organisationId } },
        body: { ...v, email: v.email.trim() },
      }),
    onSaved: () => {
      void refreshMembers();
      notify(t`أُرسلت الدعوة.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`ادعُ زميلًا`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`أرسل الدعوة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`ادعُ زميلًا`}>
        <TextField
          {...form.field('email')}
          label={t`البريد الإلكتروني`}
          help={t`تصله دعوة صالحة 72 ساعة، ثم يعمل في مشاركات الجهة كلها بالصلاحية التي تختارها.`}
          type="email"
          autoComplete="off"
          isRequired
        />
        <RadioGroup
          {...form.field('level')}
          label={t`الصلاحية في مشاركات الجهة`}
          options={LEVELS.map((level) => ({
            id: level,
            label: i18n._(levelWords[level]),
            description: i18n._(levelHelp[level]),
          }))}
        />
        <BilingualField
          label={t`الاسم`}
          ar={form.values.name_ar}
          en={form.values.name_en}
          onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
          errorAr={form.errors.name_ar}
          errorEn={form.errors.name_en}
        />
        <RadioGroup
          {...form.field('language')}
          label={t`لغة الدعوة`}
          layout="row"
          options={[
            { id: 'ar', label: 'العربية' },
            { id: 'en', label: 'English' },
          ]}
        />
      </ActForm>
    </Dialog>
  );
}

function RemoveDialog({
  organisationId,
  member,
  onClose,
}: {
  organisationId: string;
  member: Member;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const remove = useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/organisations/{organisation_id}/members/{user_id}', {
        params: { path: { organisation_id: organisationId, user_id: member.user_id } },
      }),
    onSuccess: async () => {
      await refreshMembers();
      notify(t`أُزيل العضو من الجهة.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`إزالة عضو من الجهة`}
      action={t`أزل العضو`}
      isOpen
      danger
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <div className="tk-stack">
        <ProblemNotice error={remove.error} />
        <p>
          <Trans>
            لا يصل حساب <bdi>{format.name(member) || member.email}</bdi> بعد ذلك إلى مشاركات الجهة. ما كُتب فيها به يبقى
            لها.
          </Trans>
        </p>
      </div>
    </ConfirmDialog>
  );
}

export interface MembersProps {
  organisationId: string;
  members: readonly Member[];
  invited: readonly Invited[];
  mayInvite: boolean;
  mayRemove: boolean;
  /** the reader gives and takes rights */
  mayManage?: boolean;
  /** why nobody can be invited yet */
  note?: string;
}

export function Members(props: MembersProps) {
  const { organisationId, members, invited, mayInvite, mayRemove, mayManage = mayRemove, note } = props;
  const { t, i18n } = useLingui();
  const format = useFormat();
  const me = useMe();
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const [changing, setChanging] = useState<Member | null>(null);
  return (
    <Card
      title={t`الأعضاء`}
      actions={
        mayInvite ? (
          <Button icon="plus" onPress={() => setInviting(true)}>
            {t`ادعُ زميلًا`}
          </Button>
        ) : null
      }
    >
      {note ? <p className="tk-soft">{note}</p> : null}
      {members.length + invited.length === 0 ? (
        <EmptyState title={t`لا أعضاء بعد`} icon="users">
          {t`ادعُ من يكتب مشاركات الجهة ويقدّمها.`}
        </EmptyState>
      ) : (
        <ul className="tk-plain-list tk-org-people">
          {members.map((member) => (
            <li key={member.user_id}>
              <div className="tk-org-person">
                <span className="tk-row tk-gap-2">
                  <bdi className="tk-strong">{format.name(member) || member.email}</bdi>
                  {member.user_id === me.user_id ? <Badge tone="primary">{t`أنت`}</Badge> : null}
                  {member.confirmed ? null : <Badge tone="warning">{t`بريد غير مؤكَّد`}</Badge>}
                </span>
                <code className="tk-small tk-soft">{member.email}</code>
              </div>
              <span className="tk-org-person">
                <span>{i18n._(levelWords[member.level])}</span>
                <span className="tk-small tk-soft">
                  <When at={member.since} show="day" />
                </span>
              </span>
              {mayManage ? (
                <Button
                  aria-label={t`غيّر صلاحية ${format.name(member) || member.email}`}
                  onPress={() => setChanging(member)}
                >
                  {t`غيّر`}
                </Button>
              ) : null}
              {mayRemove ? (
                <Button
                  kind="danger-quiet"
                  aria-label={t`أزل ${format.name(member) || member.email} من الجهة`}
                  onPress={() => setRemoving(member)}
                >
                  {t`أزل`}
                </Button>
              ) : null}
            </li>
          ))}
          {invited.map((one) => (
            <li key={one.invitation_id}>
              <div className="tk-org-person">
                <span className="tk-row tk-gap-2">
                  <bdi>{format.name(one) || one.email}</bdi>
                  <Badge tone="info">{t`دُعي`}</Badge>
                </span>
                {format.name(one) ? <code className="tk-small tk-soft">{one.email}</code> : null}
                {one.level ? <span className="tk-small tk-soft">{i18n._(levelWords[one.level])}</span> : null}
              </div>
              <span className="tk-small tk-soft tk-row tk-gap-2">
                {t`صالحة حتى`} <When at={one.expires_at} show="short" />
              </span>
            </li>
          ))}
        </ul>
      )}
      {changing ? (
        <LevelDialog organisationId={organisationId} member={changing} onClose={() => setChanging(null)} />
      ) : null}
      {inviting ? <InviteDialog organisationId={organisationId} onClose={() => setInviting(false)} /> : null}
      {removing ? (
        <RemoveDialog organisationId={organisationId} member={removing} onClose={() => setRemoving(null)} />
      ) : null}
    </Card>
  );
}
