// Who of an edition's team stepped back from what; for screeners and approvers their own.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { type Recusal, RecusalActDialog, useRecusalObject } from '../parts/RecusalActs';
import { RecusalDialog } from '../parts/RecusalDialog';
import { conflictKinds, conflictStates } from '../words';
import '../judging.css';

const STATES = Object.keys(conflictStates) as (keyof typeof conflictStates)[];

export function RecusalsPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const organises = useOrganises(edition.data);
  const objectOf = useRecusalObject();
  const [declaring, setDeclaring] = useState<'own' | 'other' | null>(null);
  const [acting, setActing] = useState<{ act: 'decide' | 'lift'; of: Recusal } | null>(null);
  const zone = edition.data?.timezone;
  const declare = <Button kind="primary" icon="shield" onPress={() => setDeclaring('own')}>{t`أفصح عن تعارضك`}</Button>;
  return (
    <Page
      title={t`تنحّي العاملين`}
      lead={t`من تربطه بجهة أو مشاركة مصلحة يتنحّى عنها: لا يراها ولا يفرزها ولا يبتّ في نتائجها، أيًا كان دوره في الدورة.`}
      actions={
        <>
          {declare}
          {organises ? (
            <Button icon="plus" onPress={() => setDeclaring('other')}>{t`أبلغ عن تعارض زميل`}</Button>
          ) : null}
        </>
      }
    >
      <DataList
        source="/api/v1/editions/{edition_id}/recusals"
        path={{ edition_id: editionId }}
        label={t`تنحّي العاملين`}
        defaultSort="-declared_at"
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: STATES.map((id) => ({ id, label: i18n._(conflictStates[id][1]) })),
          },
        ]}
        columns={[
          {
            id: 'name',
            header: t`الاسم`,
            sortable: true,
            primary: true,
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                {format.name(row)}
                {row.own ? <Badge tone="info">{t`أنت`}</Badge> : null}
              </span>
            ),
          },
          { id: 'object', header: t`مع`, cell: (row) => <bdi>{objectOf(row)}</bdi> },
          {
            id: 'kind',
            header: t`النوع والسبب`,
            cell: (row) => (
              <div>
                {i18n._(conflictKinds[row.kind])}
                {row.reason ? (
                  <p className="tk-small tk-soft tk-judging-reason" dir="auto">
                    {row.reason}
                  </p>
                ) : null}
              </div>
            ),
          },
          {
            id: 'declared_at',
            header: t`المصدر`,
            sortable: true,
            cell: (row) => (
              <div>
                {row.source === 'own' ? t`إفصاحه` : t`بلاغ منظّم`}
                <div className="tk-small tk-soft">
                  <When at={row.declared_at} zone={zone} show="day" />
                </div>
              </div>
            ),
          },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => (
              <div className="tk-stack tk-gap-2">
                <span className="tk-row">
                  <StateBadge words={conflictStates} state={row.state} />
                </span>
                {row.state === 'suspended' && row.decide_by ? (
                  <span className="tk-small tk-soft">
                    {t`يُبتّ فيه قبل`} <When at={row.decide_by} zone={zone} show="day" />
                  </span>
                ) : null}
                {row.decision_reason ? (
                  <p className="tk-small tk-soft tk-judging-reason" dir="auto">
                    {row.decision_reason}
                  </p>
                ) : null}
              </div>
            ),
          },
        ]}
        rowName={(row) => `${format.name(row)} — ${objectOf(row)}`}
        {...(organises
          ? {
              rowActions: (row: Recusal) =>
                row.own || row.state === 'dismissed'
                  ? []
                  : row.state === 'suspended'
                    ? [
                        {
                          id: 'decide',
                          label: t`بُتّ فيه`,
                          icon: 'scale' as const,
                          onAction: () => setActing({ act: 'decide', of: row }),
                        },
                      ]
                    : [
                        {
                          id: 'lift',
                          label: t`ارفع التنحّي`,
                          icon: 'undo' as const,
                          onAction: () => setActing({ act: 'lift', of: row }),
                        },
                      ],
            }
          : {})}
        empty={{
          title: t`لم يتنحَّ أحد`,
          text: t`إن كانت بينك وبين جهة مشاركة مصلحة فأفصح عنها قبل أن تفرز مشاركاتها أو تبتّ فيها.`,
          icon: 'shield',
          action: declare,
        }}
      />
      {declaring ? (
        <RecusalDialog editionId={editionId} own={declaring === 'own'} onClose={() => setDeclaring(null)} />
      ) : null}
      {acting ? <RecusalActDialog act={acting.act} of={acting.of} onClose={() => setActing(null)} /> : null}
    </Page>
  );
}
