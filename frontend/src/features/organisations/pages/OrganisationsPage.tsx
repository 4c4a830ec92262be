// Every agency, for those who look after them.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { download } from '../../../shared/api/download';
import { useFormat } from '../../../shared/i18n/react';
import { useUrlState } from '../../../shared/router/urlState';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Menu, type MenuAction } from '../../../shared/ui/Menu';
import { notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { useMayEdit, useMayRuleDomains } from '../rights';
import { KINDS, kindWords, statusWords } from '../words';

function More() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [url] = useUrlState();
  const [busy, setBusy] = useState(false);
  const mayEdit = useMayEdit();
  const mayRule = useMayRuleDomains();
  const excel = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const wanted = new URLSearchParams();
    for (const key of ['q', 'status', 'kind']) if (url[key]) wanted.set(key, url[key]);
    try {
      await download(`/api/v1/organisations/export?${wanted}`, 'organisations.xlsx');
    } catch (error) {
      notifyProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const items: MenuAction[] = [
    { id: 'excel', label: t`نزّل القائمة Excel`, icon: 'download', onAction: () => void excel() },
    {
      id: 'requests',
      label: t`طلبات الانضمام`,
      icon: 'users',
      onAction: () => void navigate({ to: '/organisations/requests' }),
    },
    ...(mayEdit
      ? [
          {
            id: 'import',
            label: t`استورد من Excel`,
            icon: 'upload' as const,
            onAction: () => void navigate({ to: '/organisations/import' }),
          },
        ]
      : []),
    ...(mayRule
      ? [
          {
            id: 'domains',
            label: t`نطاقات البريد الموثوقة`,
            icon: 'shield' as const,
            onAction: () => void navigate({ to: '/organisations/domains' }),
          },
        ]
      : []),
  ];
  return (
    <Menu items={items} label={t`أعمال أخرى على الجهات`}>
      {t`المزيد`}
    </Menu>
  );
}

export function OrganisationsPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const mayEdit = useMayEdit();
  return (
    <Page
      title={t`الجهات`}
      lead={t`الجهات المسجّلة وأعضاؤها. تقدّم الجهة مشاركاتها بعد اعتمادها.`}
      actions={
        <>
          {mayEdit ? (
            <LinkButton kind="primary" icon="plus" to="/organisations/new">
              {t`جهة جديدة`}
            </LinkButton>
          ) : null}
          <More />
        </>
      }
    >
      <DataList
        source="/api/v1/organisations"
        label={t`الجهات`}
        defaultSort="name"
        searchLabel={t`ابحث بالاسم أو نطاق البريد`}
        filters={[
          {
            id: 'status',
            label: t`الحالة`,
            options: Object.entries(statusWords).map(([id, [, words]]) => ({ id, label: i18n._(words) })),
          },
          { id: 'kind', label: t`النوع`, options: KINDS.map((id) => ({ id, label: i18n._(kindWords[id]) })) },
        ]}
        columns={[
          {
            id: 'name',
            header: t`الجهة`,
            sortable: format.reader.language === 'ar' ? 'name' : 'name_en',
            primary: true,
            cell: (row) => format.name(row),
          },
          { id: 'kind', header: t`النوع`, sortable: true, cell: (row) => i18n._(kindWords[row.kind]) },
          { id: 'city', header: t`المدينة`, sortable: true, cell: (row) => <bdi>{row.city || '—'}</bdi> },
          {
            id: 'status',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => <StateBadge state={row.status} words={statusWords} />,
          },
          {
            id: 'members',
            header: t`الأعضاء`,
            sortable: true,
            align: 'end',
            cell: (row) => format.number(row.members),
          },
          {
            id: 'created_at',
            header: t`سُجّلت`,
            sortable: true,
            hideOnCard: true,
            cell: (row) => <When at={row.created_at} show="day" />,
          },
        ]}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({ to: '/organisations/$organisationId', params: { organisationId: row.id } })}
        empty={{
          title: t`لا جهات بعد`,
          text: t`تظهر الجهات حين تسجّل نفسها، أو حين تستوردها من ملف Excel.`,
          icon: 'building',
          action: mayEdit ? (
            <LinkButton icon="upload" to="/organisations/import">
              {t`استورد من Excel`}
            </LinkButton>
          ) : undefined,
        }}
      />
    </Page>
  );
}
