// Invitations by e-mail: who was asked, what became of it; mailed again or withdrawn.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { roleWords } from '../../../shared/router/roleWords';
import { StateBadge } from '../../../shared/ui/Badge';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { type Column, DataList } from '../../../shared/ui/list/DataList';
import type { MenuAction } from '../../../shared/ui/Menu';
import { notify, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Invitation, Place, Role } from '../model';
import { invitationStates, scopeWords } from '../words';
import { Person } from './Person';

function RevokeDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useLingui();
  const revoke = useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/invitations/{invitation_id}', { params: { path: { invitation_id: invitation.id } } }),
    onSuccess: async () => {
      await refreshPaths('/api/v1/invitations');
      notify(t`سُحبت الدعوة.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`سحب الدعوة`}
      action={t`اسحب الدعوة`}
      isOpen
      danger
      busy={revoke.isPending}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
    >
      <div className="tk-stack">
        <ProblemNotice error={revoke.error} />
        <p>
          <Trans>
            يبطل الرابط الذي وصل إلى <bdi dir="ltr">{invitation.email}</bdi>. يمكنك دعوته من جديد متى شئت.
          </Trans>
        </p>
      </div>
    </ConfirmDialog>
  );
}

export function InvitationList({
  place,
  roles,
  urlPrefix,
}: {
  place?: Place;
  roles: readonly Role[];
  urlPrefix?: string;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const resend = useMutation({
    mutationFn: (one: Invitation) =>
      api.POST('/api/v1/invitations/{invitation_id}/resend', { params: { path: { invitation_id: one.id } } }),
    onSuccess: async () => {
      await refreshPaths('/api/v1/invitations');
      notify(t`أُرسل رابط جديد، وبطل السابق.`);
    },
    onError: notifyProblem,
  });
  const acts = (row: Invitation): MenuAction[] =>
    row.state === 'open' || row.state === 'expired'
      ? [
          { id: 'resend', label: t`أعد الإرسال`, icon: 'mail', onAction: () => resend.mutate(row) },
          { id: 'revoke', label: t`اسحب الدعوة…`, icon: 'trash', danger: true, onAction: () => setRevoking(row) },
        ]
      : [];
  const over: Column<Invitation>[] = place
    ? []
    : [
        {
          id: 'scope',
          header: t`النطاق`,
          cell: (row) => (
            <bdi>{format.pick(row.scope_name_ar, row.scope_name_en) || i18n._(scopeWords[row.scope_kind])}</bdi>
          ),
        },
      ];
  return (
    <>
      <DataList
        source="/api/v1/invitations"
        query={place ? { scope_kind: place.kind, scope_id: place.id, staff: true } : {}}
        label={t`الدعوات`}
        defaultSort="-created_at"
        searchLabel={t`ابحث بالبريد`}
        {...(urlPrefix ? { urlPrefix } : {})}
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: Object.entries(invitationStates).map(([id, [, words]]) => ({ id, label: i18n._(words) })),
          },
          { id: 'role', label: t`الدور`, options: roles.map((role) => ({ id: role, label: i18n._(roleWords[role]) })) },
        ]}
        columns={[
          { id: 'email', header: t`المدعو`, sortable: true, primary: true, cell: (row) => <Person of={row} /> },
          { id: 'role', header: t`الدور`, cell: (row) => i18n._(roleWords[row.role]) },
          ...over,
          { id: 'state', header: t`الحالة`, cell: (row) => <StateBadge state={row.state} words={invitationStates} /> },
          {
            id: 'created_at',
            header: t`أُرسلت`,
            sortable: true,
            cell: (row) => <When at={row.created_at} show="short" />,
          },
          {
            id: 'expires_at',
            header: t`صالحة حتى`,
            hideOnCard: true,
            cell: (row) => (row.state === 'open' ? <When at={row.expires_at} show="short" /> : '—'),
          },
        ]}
        rowName={(row) => row.email}
        rowActions={acts}
        empty={{ title: t`لا دعوات بعد`, text: t`من لا حساب له يُدعى بالبريد حين تضيفه.`, icon: 'mail' }}
      />
      {revoking ? <RevokeDialog invitation={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  );
}
