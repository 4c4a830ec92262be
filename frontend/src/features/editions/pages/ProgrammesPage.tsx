// The pattern of a list page: what to list, its columns, where a row leads, what to do when it is empty.
import { useLingui } from '@lingui/react/macro';
import { newId } from '../../../shared/api/ids';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';

export function ProgrammesPage() {
  const { t } = useLingui();
  const format = useFormat();
  // The client makes the id, so "new" is the edit page of an id that the server does not know yet.
  const create = (
    <LinkButton
      kind="primary"
      icon="plus"
      to="/programmes/$programmeId"
      params={{ programmeId: newId() }}
      search={{ new: '1' }}
    >
      {t`برنامج جديد`}
    </LinkButton>
  );
  return (
    <Page title={t`البرامج والدورات`} lead={t`البرنامج جائزة أو قياس يمتد عبر السنين، ولكل سنة دورة.`} actions={create}>
      <DataList
        source="/api/v1/programmes"
        label={t`البرامج`}
        defaultSort="name"
        columns={[
          { id: 'name', header: t`الاسم`, sortable: true, primary: true, cell: (row) => format.name(row) },
          {
            id: 'kind',
            header: t`النوع`,
            cell: (row) => (
              <Badge tone={row.kind === 'award' ? 'gold' : 'info'}>{row.kind === 'award' ? t`جائزة` : t`قياس`}</Badge>
            ),
          },
          {
            id: 'created_at',
            header: t`أُنشئ`,
            sortable: true,
            hideOnCard: true,
            cell: (row) => <When at={row.created_at} show="day" />,
          },
        ]}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({ to: '/programmes/$programmeId', params: { programmeId: row.id } })}
        empty={{
          title: t`لا برامج بعد`,
          text: t`ابدأ ببرنامج، ثم أنشئ دورته الأولى وافتح باب المشاركة.`,
          icon: 'award',
          action: create,
        }}
      />
    </Page>
  );
}
