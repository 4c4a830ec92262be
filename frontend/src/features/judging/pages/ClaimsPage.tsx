// Criteria that jurors say do not apply, entry by entry: the chair decides, the organiser follows.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { type Claim, ClaimDialog } from '../parts/ClaimDialog';
import { claimStates } from '../words';
import { useRoundOf } from './BlindPage';
import '../judging.css';

const STATES = Object.keys(claimStates) as (keyof typeof claimStates)[];

/** The organiser's: they decide only where a conflict bars the chair. */
export function ClaimsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const roundId = useParam('roundId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const round = useRoundOf(editionId, roundId);
  return (
    <Page
      title={t`معايير قيل إنها لا تنطبق`}
      lead={t`يبتّ رئيس اللجنة فيها قبل إغلاق الجولة. حيث يمنعه تعارض مصالح تبتّ أنت.`}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } },
        {
          label: format.name(round) || t`الجولة`,
          to: '/editions/$editionId/rounds/$roundId',
          params: { editionId, roundId },
        },
      ]}
    >
      <Claims roundId={roundId} zone={edition.data?.timezone} />
    </Page>
  );
}

export function ChairClaimsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const roundId = useParam('roundId');
  const rounds = useGet('/api/v1/juror/rounds');
  const own = rounds.data?.items.find((round) => round.round_id === roundId);
  return (
    <Page
      title={t`معايير قيل إنها لا تنطبق`}
      lead={t`بُتّ في كل منها قبل إغلاق الجولة: ما قبلته لا يُحتسب لتلك المشاركة عند أحد، وما رفضته أعطاه محكّموه درجة.`}
      crumbs={[
        { label: t`سير تحكيم لجنتي`, to: '/juror/chair' },
        { label: format.name(own) || t`الجولة`, to: '/juror/chair/$roundId', params: { roundId } },
      ]}
    >
      <Claims roundId={roundId} zone={own?.timezone} />
    </Page>
  );
}

function Claims({ roundId, zone }: { roundId: string; zone: string | undefined }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [deciding, setDeciding] = useState<Claim | null>(null);
  const nameOf = (row: Claim) => format.pick(row.title_ar, row.title_en);
  return (
    <>
      <DataList
        source="/api/v1/rounds/{round_id}/na-claims"
        path={{ round_id: roundId }}
        label={t`معايير قيل إنها لا تنطبق`}
        searchLabel={t`ابحث بعنوان`}
        rowId={(row) => `${row.entry_id}${row.criterion_id}`}
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: STATES.map((id) => ({ id, label: i18n._(claimStates[id][1]) })),
          },
        ]}
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            cell: (row) => <code>{format.number(row.number, { useGrouping: false })}</code>,
          },
          {
            id: 'entry',
            header: t`المشاركة`,
            primary: true,
            cell: (row) => (
              <div>
                <bdi>{nameOf(row)}</bdi>
                <div className="tk-small tk-soft">
                  <bdi>{format.pick(row.category_ar, row.category_en)}</bdi>
                </div>
              </div>
            ),
          },
          {
            id: 'criterion',
            header: t`المعيار`,
            sortable: true,
            cell: (row) => <bdi>{format.pick(row.criterion_ar, row.criterion_en)}</bdi>,
          },
          {
            id: 'comments',
            header: t`ما قاله المحكّمون`,
            cell: (row) => (
              <ul className="tk-plain-list">
                {row.comments.map((comment) => (
                  <li key={comment} className="tk-judging-reason" dir="auto">
                    {comment}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            id: 'state',
            header: t`القرار`,
            sortable: true,
            cell: (row) => (
              <div>
                <StateBadge words={claimStates} state={row.state} />
                {row.reason ? (
                  <p className="tk-small tk-soft tk-judging-reason" dir="auto">
                    {row.reason}
                  </p>
                ) : null}
                {row.decided_at ? (
                  <div className="tk-small tk-soft">
                    <When at={row.decided_at} zone={zone} show="day" />
                  </div>
                ) : null}
              </div>
            ),
          },
        ]}
        rowName={(row) => `${nameOf(row)} — ${format.pick(row.criterion_ar, row.criterion_en)}`}
        rowActions={(row: Claim) =>
          row.may_decide
            ? [
                {
                  id: 'decide',
                  label: row.state === 'waiting' ? t`بُتّ فيه` : t`غيّر القرار`,
                  icon: 'scale' as const,
                  onAction: () => setDeciding(row),
                },
              ]
            : []
        }
        empty={{
          title: t`لم يقل أحد إن معيارًا لا ينطبق`,
          text: t`حين يقول محكّم ذلك بسبب يظهر هنا لرئيس اللجنة.`,
          icon: 'scale',
        }}
      />
      {deciding ? <ClaimDialog roundId={roundId} claim={deciding} onClose={() => setDeciding(null)} /> : null}
    </>
  );
}
