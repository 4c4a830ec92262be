// The rounds of an edition, each with its times, its panel's share and its state.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { isRulebookOpen } from '../model/round';

export function RoundsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const organises = useOrganises(edition.data);
  const zone = edition.data?.timezone;
  const create =
    organises && edition.data && isRulebookOpen(edition.data.phase) ? (
      <LinkButton kind="primary" icon="plus" to="/editions/$editionId/rounds/new" params={{ editionId }}>
        {t`جولة جديدة`}
      </LinkButton>
    ) : null;
  return (
    <Page
      title={t`الجولات`}
      lead={t`لكل جولة موعد تُفتح فيه وموعد تُغلق فيه ولجنة تحكّم فيها. تُخطَّط الجولات قبل بدء التحكيم، ثم يفتحها المنظّم ويغلقها.`}
      actions={create}
    >
      <DataList
        source="/api/v1/editions/{edition_id}/rounds"
        path={{ edition_id: editionId }}
        label={t`الجولات`}
        defaultSort="number"
        searchable={false}
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            align: 'end',
            width: '5rem',
            hideOnCard: true,
            cell: (row) => format.number(row.number),
          },
          { id: 'name', header: t`الجولة`, primary: true, cell: (row) => format.name(row) },
          { id: 'state', header: t`الحالة`, cell: (row) => <StateBadge of="round" state={row.state} /> },
          {
            id: 'opens_at',
            header: t`تُفتح`,
            cell: (row) =>
              row.opens_at ? (
                <When at={row.opens_at} zone={zone} show="short" />
              ) : (
                <span className="tk-soft">{t`عند فتحها`}</span>
              ),
          },
          {
            id: 'closes_at',
            header: t`تُغلق`,
            sortable: true,
            cell: (row) => <When at={row.closes_at} zone={zone} show="short" />,
          },
          {
            id: 'jurors_per_entry',
            header: t`محكّمون لكل مشاركة`,
            align: 'end',
            cell: (row) => format.number(row.jurors_per_entry),
          },
        ]}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({ to: '/editions/$editionId/rounds/$roundId', params: { editionId, roundId: row.id } })}
        empty={{
          title: t`لا جولات بعد`,
          text: t`خطّط جولة واحدة على الأقل قبل بدء التحكيم.`,
          icon: 'rounds',
          action: create ?? undefined,
        }}
      />
    </Page>
  );
}
