// Requests to join agencies: accepted, or refused with a reason.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { type Column, DataList } from '../../../shared/ui/list/DataList';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import { requestWords } from '../words';
import { ReasonDialog } from './ReasonDialog';

export type Request = components['schemas']['Membership'];

export const refreshMembers = () =>
  refreshPaths(
    '/api/v1/membership-requests',
    '/api/v1/organisations',
    '/api/v1/organisations/{organisation_id}',
    '/api/v1/organisations/{organisation_id}/members',
    '/api/v1/entrant/organisations',
  );

export function AcceptDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const accept = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/membership-requests/{request_id}/approve', { params: { path: { request_id: request.id } } }),
    onSuccess: async () => {
      await refreshMembers();
      notify(t`قُبل الطلب.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`قبول طلب الانضمام`}
      action={t`اقبل الطلب`}
      isOpen
      busy={accept.isPending}
      onClose={onClose}
      onConfirm={() => accept.mutate()}
    >
      <div className="tk-stack">
        <ProblemNotice error={accept.error} />
        <p>
          <Trans>
            تُمنح العضوية لحساب <bdi>{format.name(request)}</bdi> (<bdi dir="ltr">{request.email}</bdi>) في{' '}
            <bdi>{format.pick(request.organisation_name_ar, request.organisation_name_en)}</bdi>: كتابة مشاركاتها
            وتقديمها. تأكّد أنه لأحد منسوبيها.
          </Trans>
        </p>
      </div>
    </ConfirmDialog>
  );
}

export function RefuseDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ReasonDialog
      title={t`رفض طلب الانضمام`}
      action={t`ارفض الطلب`}
      help={t`يقرأ صاحب الطلب هذا السبب.`}
      send={(reason) =>
        api.POST('/api/v1/membership-requests/{request_id}/refuse', {
          params: { path: { request_id: request.id } },
          body: { reason },
        })
      }
      onDone={async () => {
        await refreshMembers();
        notify(t`رُفض الطلب وأُبلغ صاحبه.`);
        onClose();
      }}
      onClose={onClose}
    />
  );
}

export function RequestList({ organisationId, mayEdit }: { organisationId?: string; mayEdit: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [asking, setAsking] = useState<{ act: 'accept' | 'refuse'; request: Request } | null>(null);
  const close = (): void => setAsking(null);
  const agency: Column<Request>[] = organisationId
    ? []
    : [
        {
          id: 'organisation',
          header: t`الجهة`,
          sortable: true,
          cell: (row) => <bdi>{format.pick(row.organisation_name_ar, row.organisation_name_en)}</bdi>,
        },
      ];
  return (
    <>
      <DataList
        source="/api/v1/membership-requests"
        query={organisationId ? { organisation_id: organisationId } : {}}
        label={t`طلبات الانضمام`}
        defaultSort="-requested_at"
        {...(organisationId ? { urlPrefix: 'r_' } : {})}
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: Object.entries(requestWords).map(([id, [, words]]) => ({ id, label: i18n._(words) })),
          },
        ]}
        columns={[
          { id: 'name', header: t`صاحب الطلب`, sortable: true, primary: true, cell: (row) => format.name(row) },
          { id: 'email', header: t`البريد`, cell: (row) => <code>{row.email}</code> },
          ...agency,
          {
            id: 'state',
            header: t`الحالة`,
            cell: (row) => (
              <span className="tk-stack tk-gap-2">
                <span>
                  <StateBadge state={row.state} words={requestWords} />
                </span>
                {row.reason ? (
                  <span className="tk-small tk-soft" dir="auto">
                    {row.reason}
                  </span>
                ) : null}
              </span>
            ),
          },
          {
            id: 'requested_at',
            header: t`طُلب`,
            sortable: true,
            cell: (row) => <When at={row.requested_at} show="short" />,
          },
        ]}
        rowActions={(row) =>
          mayEdit && row.state === 'pending'
            ? [
                {
                  id: 'accept',
                  label: t`اقبل الطلب…`,
                  icon: 'check',
                  onAction: () => setAsking({ act: 'accept', request: row }),
                },
                {
                  id: 'refuse',
                  label: t`ارفض الطلب…`,
                  icon: 'close',
                  danger: true,
                  onAction: () => setAsking({ act: 'refuse', request: row }),
                },
              ]
            : []
        }
        empty={{ title: t`لا طلبات`, text: t`من يطلب الانضمام إلى جهة مسجّلة يظهر هنا.`, icon: 'users' }}
      />
      {asking?.act === 'accept' ? <AcceptDialog request={asking.request} onClose={close} /> : null}
      {asking?.act === 'refuse' ? <RefuseDialog request={asking.request} onClose={close} /> : null}
    </>
  );
}
