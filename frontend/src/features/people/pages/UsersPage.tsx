// Every account; one is stopped or let in again.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { StateBadge } from '../../../shared/ui/Badge';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import type { MenuAction } from '../../../shared/ui/Menu';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { Person, personName } from '../parts/Person';
import { TiesDialog } from '../parts/TiesDialog';
import { userStates } from '../words';
import '../people.css';

type User = components['schemas']['AdminUser'];

const stateOf = (user: User): string =>
  user.disabled_at ? 'disabled' : user.email_confirmed_at ? 'active' : 'unconfirmed';

function StopDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const name = personName(format.name(user), user.email);
  const stopped = user.disabled_at !== null;
  const params = { path: { user_id: user.id } };
  const act = useMutation({
    mutationFn: () =>
      stopped
        ? api.POST('/api/v1/users/{user_id}/enable', { params })
        : api.POST('/api/v1/users/{user_id}/disable', { params }),
    onSuccess: async () => {
      await refreshPaths('/api/v1/users', '/api/v1/grants');
      notify(stopped ? t`أُعيد تفعيل الحساب.` : t`أُوقف الحساب.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={stopped ? t`إعادة تفعيل الحساب` : t`إيقاف الحساب`}
      action={stopped ? t`فعّل الحساب` : t`أوقف الحساب`}
      isOpen
      danger={!stopped}
      busy={act.isPending}
      onClose={onClose}
      onConfirm={() => act.mutate()}
    >
      <div className="tk-stack">
        <ProblemNotice error={act.error} />
        <p>
          {stopped ? (
            <Trans>
              يُفتح حساب <bdi>{name}</bdi> للدخول من جديد، وتعود أدواره كما كانت.
            </Trans>
          ) : (
            <Trans>
              تنتهي جلسات حساب <bdi>{name}</bdi> الآن ولا يُقبل الدخول به. تبقى أدواره وما فُعل به، ويمكنك تفعيله لاحقًا.
            </Trans>
          )}
        </p>
      </div>
    </ConfirmDialog>
  );
}

export function UsersPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const me = useMe();
  const [acting, setActing] = useState<User | null>(null);
  const [tied, setTied] = useState<User | null>(null);
  const acts = (row: User): MenuAction[] => [
    { id: 'ties', label: t`صلات سابقة…`, icon: 'shield', onAction: () => setTied(row) },
    ...(row.id === me.user_id
      ? []
      : row.disabled_at
        ? [{ id: 'enable', label: t`فعّل الحساب…`, icon: 'undo' as const, onAction: () => setActing(row) }]
        : [
            {
              id: 'disable',
              label: t`أوقف الحساب…`,
              icon: 'lock' as const,
              danger: true,
              onAction: () => setActing(row),
            },
          ]),
  ];
  return (
    <Page title={t`المستخدمون`} lead={t`كل من له حساب. ما يستطيع كلٌّ منهم فعله في صفحة الأدوار.`}>
      <DataList
        source="/api/v1/users"
        label={t`المستخدمون`}
        defaultSort="name"
        searchLabel={t`ابحث بالاسم أو البريد`}
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: Object.entries(userStates).map(([id, [, words]]) => ({ id, label: i18n._(words) })),
          },
        ]}
        columns={[
          { id: 'name', header: t`الشخص`, sortable: true, primary: true, cell: (row) => <Person of={row} /> },
          { id: 'state', header: t`الحالة`, cell: (row) => <StateBadge state={stateOf(row)} words={userStates} /> },
          {
            id: 'language',
            header: t`اللغة`,
            hideOnCard: true,
            cell: (row) => (row.language === 'ar' ? 'العربية' : 'English'),
          },
          {
            id: 'created_at',
            header: t`أُنشئ`,
            sortable: true,
            cell: (row) => <When at={row.created_at} show="day" />,
          },
        ]}
        rowName={(row) => personName(format.name(row), row.email)}
        rowActions={acts}
        empty={{ title: t`لا مستخدمين بعد`, icon: 'users' }}
      />
      {tied ? (
        <TiesDialog
          userId={tied.id}
          name={personName(format.name(tied), tied.email)}
          own={tied.id === me.user_id}
          onClose={() => setTied(null)}
        />
      ) : null}
      {acting ? <StopDialog user={acting} onClose={() => setActing(null)} /> : null}
    </Page>
  );
}
