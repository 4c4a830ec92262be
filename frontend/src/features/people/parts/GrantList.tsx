// Who holds which role over what; a role is taken back after its consequence was said.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { roleWords } from '../../../shared/router/roleWords';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { type Column, DataList, type Filter } from '../../../shared/ui/list/DataList';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Grant, Place, Role } from '../model';
import { scopeWords, userStates } from '../words';
import { Person, personName } from './Person';

function RemoveDialog({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/grants/{grant_id}', { params: { path: { grant_id: grant.id } } }),
    onSuccess: async () => {
      await refreshPaths('/api/v1/grants', '/api/v1/me');
      notify(t`سُحب الدور.`);
      onClose();
    },
  });
  const name = personName(format.name(grant), grant.email);
  const role = i18n._(roleWords[grant.role]);
  const over = format.pick(grant.scope_name_ar, grant.scope_name_en) || i18n._(scopeWords[grant.scope_kind]);
  return (
    <ConfirmDialog
      title={t`سحب دور «${role}»`}
      action={t`اسحب الدور`}
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
            يُسحب هذا الدور من حساب <bdi>{name}</bdi> على <bdi>{over}</bdi>، وتنتهي جلساته المفتوحة الآن. ما فُعل به من
            قبل يبقى في السجل.
          </Trans>
        </p>
      </div>
    </ConfirmDialog>
  );
}

export interface GrantListProps {
  label: string;
  /** only what is given over this */
  place?: Place;
  roles: readonly Role[];
  add: ReactNode;
  /** the roles that the reader may take back */
  mayRemove: readonly Role[];
  emptyTitle: string;
  urlPrefix?: string;
}

export function GrantList({ label, place, roles, add, mayRemove, emptyTitle, urlPrefix }: GrantListProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [removing, setRemoving] = useState<Grant | null>(null);
  const scope: Column<Grant>[] = place
    ? []
    : [
        {
          id: 'scope',
          header: t`النطاق`,
          cell: (row) =>
            row.scope_id ? (
              <span className="tk-people-name">
                <span className="tk-small tk-soft">{i18n._(scopeWords[row.scope_kind])}</span>
                <bdi>{format.pick(row.scope_name_ar, row.scope_name_en) || '—'}</bdi>
              </span>
            ) : (
              i18n._(scopeWords[row.scope_kind])
            ),
        },
      ];
  const filters: Filter[] = [
    { id: 'role', label: t`الدور`, options: roles.map((role) => ({ id: role, label: i18n._(roleWords[role]) })) },
    ...(place
      ? []
      : [
          {
            id: 'scope_kind',
            label: t`النطاق`,
            options: (['instance', 'programme', 'edition', 'organisation', 'panel', 'entry'] as const).map((kind) => ({
              id: kind,
              label: i18n._(scopeWords[kind]),
            })),
          },
        ]),
  ];
  return (
    <>
      <DataList
        source="/api/v1/grants"
        query={place ? { scope_kind: place.kind, scope_id: place.id, staff: true } : {}}
        label={label}
        defaultSort="name"
        searchLabel={t`ابحث بالاسم أو البريد`}
        filters={filters}
        {...(urlPrefix ? { urlPrefix } : {})}
        columns={[
          { id: 'name', header: t`الشخص`, sortable: true, primary: true, cell: (row) => <Person of={row} /> },
          {
            id: 'role',
            header: t`الدور`,
            sortable: true,
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                <Badge tone={row.role === 'admin' ? 'gold' : 'primary'}>{i18n._(roleWords[row.role])}</Badge>
                {row.is_disabled ? <StateBadge state="disabled" words={userStates} /> : null}
              </span>
            ),
          },
          ...scope,
          {
            id: 'granted_at',
            header: t`مُنح`,
            sortable: true,
            hideOnCard: true,
            cell: (row) => <When at={row.granted_at} show="day" />,
          },
        ]}
        rowName={(row) => personName(format.name(row), row.email)}
        {...(mayRemove.length
          ? {
              rowActions: (row: Grant) =>
                mayRemove.includes(row.role)
                  ? [
                      {
                        id: 'remove',
                        label: t`اسحب الدور…`,
                        icon: 'trash',
                        danger: true,
                        onAction: () => setRemoving(row),
                      },
                    ]
                  : [],
            }
          : {})}
        empty={{ title: emptyTitle, icon: 'users', action: add }}
      />
      {removing ? <RemoveDialog grant={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}
