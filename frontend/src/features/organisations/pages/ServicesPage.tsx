// The services of an agency: kept by its people, read by staff.
import { Plural, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { refreshServices, ServiceDialog } from '../parts/ServiceDialog';
import { AUDIENCES, audienceWords, type Service, serviceStates } from '../serviceWords';
import '../problems';
import '../organisations.css';

export function Months({ value }: { value: number | null }) {
  if (value === null) return '—';
  return <Plural value={value} zero="أقل من شهر" one="شهر واحد" two="شهران" few="# أشهر" many="# شهرًا" other="# شهر" />;
}

function Remove({ service, onClose }: { service: Service | null; onClose: () => void }) {
  const { t } = useLingui();
  const remove = useMutation({
    mutationFn: (one: Service) =>
      api.DELETE('/api/v1/organisations/{organisation_id}/services/{service_id}', {
        params: { path: { organisation_id: one.organisation_id, service_id: one.id } },
      }),
    onSuccess: async () => {
      await refreshServices();
      notify(t`أُزيلت الخدمة من السجل.`);
    },
    onError: notifyProblem,
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      title={t`إزالة الخدمة من السجل`}
      isOpen={service !== null}
      onClose={onClose}
      onConfirm={() => service && remove.mutate(service)}
      action={t`أزل الخدمة`}
      busy={remove.isPending}
      danger
    >
      <p>
        <bdi className="tk-strong">{service?.name_ar}</bdi>
      </p>
      <p>{t`لا تُختار بعد ذلك في المشاركات، وتبقى في المشاركات التي ذكرتها. إن توقفت الخدمة فغيّر حالتها بدل إزالتها.`}</p>
    </ConfirmDialog>
  );
}

function List({ organisationId, own }: { organisationId: string; own: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState<Service | 'new' | null>(null);
  const [removing, setRemoving] = useState<Service | null>(null);
  const add = (
    <Button kind="primary" icon="plus" onPress={() => setOpen('new')}>
      {t`أضف خدمة`}
    </Button>
  );
  return (
    <>
      {own ? (
        <div className="tk-row">
          {add}
          <LinkButton
            icon="upload"
            to="/entrant/organisations/$organisationId/services/import"
            params={{ organisationId }}
          >
            {t`استورد من Excel`}
          </LinkButton>
        </div>
      ) : null}
      <DataList
        source="/api/v1/organisations/{organisation_id}/services"
        path={{ organisation_id: organisationId }}
        label={t`خدمات الجهة`}
        defaultSort="name"
        searchLabel={t`ابحث باسم الخدمة`}
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: Object.entries(serviceStates).map(([id, [, words]]) => ({ id, label: i18n._(words) })),
          },
          {
            id: 'audience',
            label: t`المستفيدون`,
            options: AUDIENCES.map((id) => ({ id, label: i18n._(audienceWords[id]) })),
          },
        ]}
        columns={[
          {
            id: 'name',
            header: t`الخدمة`,
            sortable: true,
            primary: true,
            cell: (row) => <bdi>{format.name(row)}</bdi>,
          },
          { id: 'audience', header: t`المستفيدون`, cell: (row) => i18n._(audienceWords[row.audience]) },
          {
            id: 'launched_on',
            header: t`أُطلقت`,
            sortable: true,
            cell: (row) => (row.launched_on ? <When at={row.launched_on} show="day" /> : '—'),
          },
          { id: 'months', header: t`مدة التشغيل`, cell: (row) => <Months value={row.months_in_operation} /> },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => <StateBadge state={row.state} words={serviceStates} />,
          },
        ]}
        {...(own
          ? {
              rowActions: (row: Service) => [
                { id: 'edit', label: t`عدّل`, icon: 'edit' as const, onAction: () => setOpen(row) },
                {
                  id: 'remove',
                  label: t`أزل من السجل`,
                  icon: 'trash' as const,
                  danger: true,
                  onAction: () => setRemoving(row),
                },
              ],
            }
          : {})}
        rowName={(row) => format.name(row)}
        empty={{
          title: t`لا خدمات في السجل`,
          ...(own ? { text: t`أضف خدمات جهتك مرة واحدة، ثم اخترها في كل مشاركة.`, action: add } : {}),
        }}
      />
      <ServiceDialog
        organisationId={organisationId}
        saved={open === 'new' ? null : open}
        isOpen={open !== null}
        onClose={() => setOpen(null)}
      />
      <Remove service={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

export function OwnServicesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const organisationId = useParam('organisationId');
  const own = useGet('/api/v1/entrant/organisations');
  const name = format.name(own.data?.items.find((one) => one.id === organisationId));
  return (
    <Page
      title={t`سجل الخدمات`}
      lead={t`خدمات الجهة التي تشارك بها: تُسجَّل مرة، وتُختار في المشاركات.`}
      crumbs={[
        { label: t`جهاتي`, to: '/entrant/organisations' },
        { label: name || t`جهتي`, to: '/entrant/organisations/$organisationId', params: { organisationId } },
      ]}
    >
      <List organisationId={organisationId} own />
    </Page>
  );
}

export function ServicesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const organisationId = useParam('organisationId');
  const found = useGet('/api/v1/organisations/{organisation_id}', { path: { organisation_id: organisationId } });
  return (
    <Page
      title={t`سجل الخدمات`}
      crumbs={[
        { label: t`الجهات`, to: '/organisations' },
        {
          label: format.name(found.data) || t`الجهة`,
          to: '/organisations/$organisationId',
          params: { organisationId },
        },
      ]}
    >
      <List organisationId={organisationId} own={false} />
    </Page>
  );
}
