// What arrived in a round's grace window: who, when, how late, and the decision on it by two people. Never a mark.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useHolds, useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { LateDecision } from '../parts/LateDecision';
import { type LateAct, LateDialog } from '../parts/LateDialog';
import { lateStates } from '../words';
import '../judging.css';

type Edition = components['schemas']['StaffEdition'];
type Late = components['schemas']['LateEvaluation'];
const STATES = Object.keys(lateStates) as (keyof typeof lateStates)[];
const MINUTES_IN_WORDS = 120;

function HowLate({ minutes }: { minutes: number }) {
  return minutes <= MINUTES_IN_WORDS ? (
    <Plural
      value={minutes}
      zero="في وقتها"
      one="متأخر دقيقة"
      two="متأخر دقيقتين"
      few="متأخر # دقائق"
      many="متأخر # دقيقة"
      other="متأخر # دقيقة"
    />
  ) : (
    <Plural
      value={Math.round(minutes / 60)}
      zero="أقل من ساعة"
      one="متأخر ساعة"
      two="متأخر ساعتين"
      few="متأخر # ساعات"
      many="متأخر # ساعة"
      other="متأخر # ساعة"
    />
  );
}

function List({ edition, roundId }: { edition: Edition; roundId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const organises = useOrganises(edition);
  const decides = useHolds(edition, 'organiser', 'approver');
  const [act, setAct] = useState<{ act: LateAct; ids: string[]; clear: () => void } | null>(null);
  const zone = edition.timezone;
  const labels: Record<LateAct, string> = {
    propose: t`اقترح قرارًا`,
    confirm: t`ثبّت الاقتراح`,
    decline: t`خالف الاقتراح`,
    withdraw: t`اسحب اقتراحك`,
  };
  const icons = { propose: 'scale', confirm: 'success', decline: 'undo', withdraw: 'undo' } as const;
  const many: LateAct[] = organises ? ['propose', 'confirm', 'decline', 'withdraw'] : ['confirm', 'decline'];
  const nameOf = (row: Late) => format.pick(row.juror_ar, row.juror_en);
  return (
    <>
      <DataList
        source="/api/v1/rounds/{round_id}/late"
        path={{ round_id: roundId }}
        label={t`التقييمات المتأخرة`}
        searchLabel={t`ابحث بمحكّم أو رقم أو عنوان`}
        rowId={(row) => row.evaluation_id}
        rowName={(row) => `${nameOf(row)} — ${format.number(row.number, { useGrouping: false })}`}
        defaultSort="state"
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: STATES.map((id) => ({ id, label: i18n._(lateStates[id][1]) })),
          },
        ]}
        columns={[
          { id: 'juror', header: t`المحكّم`, sortable: true, primary: true, cell: nameOf },
          {
            id: 'number',
            header: t`المشاركة`,
            sortable: true,
            cell: (row) => (
              <span>
                <bdi>{format.number(row.number, { useGrouping: false })}</bdi>{' '}
                <bdi dir="auto">{format.pick(row.title_ar, row.title_en)}</bdi>
              </span>
            ),
          },
          {
            id: 'made_at',
            header: t`أُنجز`,
            sortable: true,
            cell: (row) => <When at={row.made_at} zone={zone} show="short" />,
          },
          {
            id: 'received_at',
            header: t`وصل`,
            sortable: true,
            cell: (row) => (
              <div>
                <When at={row.received_at} zone={zone} show="short" />
                <div className="tk-small tk-soft">
                  <HowLate minutes={row.minutes_late} />
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
                  <StateBadge words={lateStates} state={row.state} />
                  {row.closed_reason ? <Badge>{t`لم تعد مسندة إليه`}</Badge> : null}
                  {row.superseded && row.state === 'waiting' ? <Badge tone="warning">{t`حفظ أحدث منه`}</Badge> : null}
                </span>
                <LateDecision row={row} />
              </div>
            ),
          },
        ]}
        {...(decides
          ? {
              rowActions: (row: Late) =>
                row.may.map((one) => ({
                  id: one,
                  label: labels[one],
                  icon: icons[one],
                  onAction: () => setAct({ act: one, ids: [row.evaluation_id], clear: () => undefined }),
                })),
              bulkActions: many.map((one) => ({
                id: one,
                label: labels[one],
                icon: icons[one],
                onAction: (ids: string[], clear: () => void) => setAct({ act: one, ids, clear }),
              })),
            }
          : {})}
        empty={{
          title: t`لم يصل شيء متأخرًا`,
          text: t`يظهر هنا ما أنجزه محكّم قبل الإغلاق ولم يصل إلا في المهلة.`,
          icon: 'clock',
        }}
      />
      {act ? (
        <LateDialog roundId={roundId} act={act.act} ids={act.ids} onDone={act.clear} onClose={() => setAct(null)} />
      ) : null}
    </>
  );
}

export function LatePage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const roundId = useParam('roundId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const name = format.name(rounds.data?.items.find((one) => one.id === roundId));
  return (
    <Page
      title={t`التقييمات المتأخرة`}
      lead={t`ما أُنجز قبل الإغلاق ووصل في المهلة بعده لا يُحتسب إلا بكلمة شخصين: يقترح منظّم، ويثبّت شخص غيره. ولا تُغلق الجولة قبل البتّ فيه.`}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } },
        ...(name
          ? [{ label: name, to: '/editions/$editionId/rounds/$roundId' as const, params: { editionId, roundId } }]
          : []),
      ]}
    >
      <Read of={edition}>{(data) => <List edition={data} roundId={roundId} />}</Read>
    </Page>
  );
}
