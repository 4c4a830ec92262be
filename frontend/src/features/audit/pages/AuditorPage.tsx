// The auditor's workspace: the editions they may read, each with its log and its results.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import '../audit.css';

export function AuditorPage() {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <Page
      title={t`التدقيق`}
      lead={t`الدورات التي تدقّقها. تقرأ سجلها ونتائجها ولا تغيّر شيئًا، ويُسجَّل اطّلاعك على الدرجات.`}
      actions={
        <LinkButton icon="clock" {...({ to: '/auditor/log' } as object)}>
          {t`السجل كله`}
        </LinkButton>
      }
    >
      <DataList
        source="/api/v1/editions"
        label={t`الدورات`}
        defaultSort="-created_at"
        columns={[
          { id: 'name', header: t`الدورة`, primary: true, cell: (row) => format.name(row) },
          { id: 'programme', header: t`البرنامج`, cell: (row) => <bdi>{format.name(row.programme)}</bdi> },
          { id: 'phase', header: t`المرحلة`, cell: (row) => <StateBadge of="phase" state={row.phase} /> },
          {
            id: 'results_at',
            header: t`موعد النتائج`,
            hideOnCard: true,
            cell: (row) => <When at={row.results_at} zone={row.timezone} show="day" />,
          },
          {
            id: 'more',
            header: t`النتائج`,
            cell: (row) => (
              <LinkButton
                kind="quiet"
                {...({ to: '/editions/$editionId/results', params: { editionId: row.id } } as object)}
              >
                {t`افتح النتائج`}
              </LinkButton>
            ),
          },
        ]}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({ to: '/auditor/editions/$auditedId', params: { auditedId: row.id } }) as never}
        empty={{ title: t`لا دورات لك بعد`, text: t`تظهر هنا حين يمنحك منظّم دور المدقّق في دورته.`, icon: 'shield' }}
      />
    </Page>
  );
}
