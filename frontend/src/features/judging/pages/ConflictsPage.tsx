// The conflicts of interest of an edition: declared, reported, decided.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { serverNow } from '../../../shared/api/clock';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { DecideDialog, LiftDialog, type StaffConflict, useObject } from '../parts/ConflictDialogs';
import { ConflictReportMenu } from '../parts/ConflictReportMenu';
import { NamedPersons } from '../parts/NamedPersons';
import { ReportDialog } from '../parts/ReportDialog';
import { conflictKinds, conflictSources, conflictStates, noticed } from '../words';
import '../judging.css';

const STATES = Object.keys(conflictStates) as (keyof typeof conflictStates)[];

const isOverdue = (row: StaffConflict) =>
  row.state === 'suspended' && row.decide_by !== null && Date.parse(row.decide_by) < serverNow();

export function ConflictsPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const organises = useOrganises(edition.data);
  const objectOf = useObject();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const [reporting, setReporting] = useState(false);
  const [deciding, setDeciding] = useState<StaffConflict | null>(null);
  const [lifting, setLifting] = useState<StaffConflict | null>(null);
  const report = organises ? (
    <Button kind="primary" icon="plus" onPress={() => setReporting(true)}>{t`أبلغ عن تعارض`}</Button>
  ) : null;
  const nameOf = (row: StaffConflict) => format.pick(row.juror_ar, row.juror_en);
  return (
    <Page
      title={t`تعارض المصالح`}
      lead={t`ما أفصح عنه المحكّم يُنحّيه فورًا، وما أبلغ عنه غيره يُعلّقه حتى تبتّ فيه.`}
      actions={
        <>
          {report}
          <ConflictReportMenu editionId={editionId} />
        </>
      }
    >
      <NamedPersons editionId={editionId} />
      <DataList
        source="/api/v1/editions/{edition_id}/conflicts"
        path={{ edition_id: editionId }}
        label={t`تعارض المصالح`}
        defaultSort="-declared_at"
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: STATES.map((id) => ({ id, label: i18n._(conflictStates[id][1]) })),
          },
          { id: 'overdue', label: t`موعد البتّ`, options: [{ id: 'true', label: t`فات موعده` }] },
        ]}
        columns={[
          { id: 'juror', header: t`المحكّم`, sortable: true, primary: true, cell: nameOf },
          {
            id: 'entry',
            header: t`مع`,
            sortable: true,
            cell: (row) => (
              <span>
                <bdi>{objectOf(row)}</bdi>
                {row.entry_id ? null : <span className="tk-small tk-soft"> ({t`مشاركاتها كلها`})</span>}
              </span>
            ),
          },
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
                {i18n._(conflictSources[row.source])}
                {row.signals.length > 0 ? (
                  <p className="tk-small tk-soft">{row.signals.map((one) => i18n._(noticed[one])).join(comma)}</p>
                ) : null}
                <div className="tk-small tk-soft">
                  <When at={row.declared_at} zone={edition.data?.timezone} show="day" />
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
                <span className="tk-row tk-gap-2">
                  <StateBadge words={conflictStates} state={row.state} />
                  {isOverdue(row) ? <Badge tone="warning">{t`متأخر`}</Badge> : null}
                </span>
                {row.state === 'suspended' && row.decide_by ? (
                  <span className="tk-small tk-soft">
                    {isOverdue(row) ? t`تأخر البتّ فيه منذ` : t`يُبتّ فيه قبل`}{' '}
                    <When at={row.decide_by} zone={edition.data?.timezone} show="day" />
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
        rowName={(row) => `${nameOf(row)} — ${objectOf(row)}`}
        {...(organises
          ? {
              rowActions: (row: StaffConflict) =>
                row.state === 'suspended'
                  ? [{ id: 'decide', label: t`بُتّ فيه`, icon: 'scale' as const, onAction: () => setDeciding(row) }]
                  : row.state === 'recused'
                    ? [{ id: 'lift', label: t`ارفع التنحّي`, icon: 'undo' as const, onAction: () => setLifting(row) }]
                    : [],
            }
          : {})}
        empty={{
          title: t`لا تعارضات مسجّلة`,
          text: t`يفصح المحكّم عن تعارضه من قائمته، ويبلغ المنظّم عمّا يعلمه من هنا.`,
          icon: 'shield',
          action: report ?? undefined,
        }}
      />
      {reporting ? <ReportDialog editionId={editionId} onClose={() => setReporting(false)} /> : null}
      {deciding ? <DecideDialog conflict={deciding} onClose={() => setDeciding(null)} /> : null}
      {lifting ? <LiftDialog conflict={lifting} onClose={() => setLifting(null)} /> : null}
    </Page>
  );
}
