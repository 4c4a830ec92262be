// Who enters for an agency, and who was invited to; the same for staff and for its own people.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { InviteeFields } from '../../../shared/forms/InviteeFields';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import type { MenuAction } from '../../../shared/ui/Menu';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
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
        <InviteeFields form={form} words={{ name: t`الاسم`, language: t`لغة الدعوة` }} />
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
  invited: readonly Invited[];
  mayInvite: boolean;
  mayRemove: boolean;
  /** the reader gives and takes rights */
  mayManage?: boolean;
  /** why nobody can be invited yet */
  note?: string;
}

export function Members(props: MembersProps) {
  const { organisationId, invited, mayInvite, mayRemove, mayManage = mayRemove, note } = props;
  const { t, i18n } = useLingui();
  const format = useFormat();
  const me = useMe();
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const [changing, setChanging] = useState<Member | null>(null);
  const nameOf = (row: Member) => format.name(row) || row.email;
  const acts = (row: Member): MenuAction[] => [
    ...(mayManage ? [{ id: 'level', label: t`غيّر صلاحيته`, onAction: () => setChanging(row) }] : []),
    ...(mayRemove ? [{ id: 'remove', label: t`أزله من الجهة`, danger: true, onAction: () => setRemoving(row) }] : []),
  ];
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
      <DataList
        source="/api/v1/organisations/{organisation_id}/members"
        path={{ organisation_id: organisationId }}
        label={t`أعضاء الجهة`}
        urlPrefix="members_"
        rowId={(row) => row.user_id}
        rowName={nameOf}
        defaultSort="name"
        columns={[
          {
            id: 'name',
            header: t`الاسم`,
            sortable: true,
            primary: true,
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                <span className="tk-strong">{nameOf(row)}</span>
                {row.user_id === me.user_id ? <Badge tone="primary">{t`أنت`}</Badge> : null}
                {row.confirmed ? null : <Badge tone="warning">{t`بريد غير مؤكَّد`}</Badge>}
              </span>
            ),
          },
          {
            id: 'email',
            header: t`البريد`,
            sortable: true,
            cell: (row) => <code className="tk-org-mail">{row.email}</code>,
          },
          { id: 'level', header: t`الصلاحية`, cell: (row) => i18n._(levelWords[row.level]) },
          { id: 'since', header: t`منذ`, sortable: true, cell: (row) => <When at={row.since} show="day" /> },
        ]}
        rowActions={acts}
        empty={{ title: t`لا أعضاء بعد`, icon: 'users', text: t`ادعُ من يكتب مشاركات الجهة ويقدّمها.` }}
      />
      {invited.length > 0 ? (
        <section className="tk-stack tk-gap-2" aria-labelledby="invited">
          <h3 className="tk-h4" id="invited">{t`دُعوا ولم يجيبوا`}</h3>
          <ul className="tk-plain-list tk-org-people">
            {invited.map((one) => (
              <li key={one.invitation_id}>
                <div className="tk-org-person">
                  <bdi>{format.name(one) || one.email}</bdi>
                  {format.name(one) ? <code className="tk-small tk-soft">{one.email}</code> : null}
                  {one.level ? <span className="tk-small tk-soft">{i18n._(levelWords[one.level])}</span> : null}
                </div>
                <span className="tk-small tk-soft tk-row tk-gap-2">
                  {t`صالحة حتى`} <When at={one.expires_at} show="short" />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
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
