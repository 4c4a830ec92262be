// What the votes of a pass/fail round decided; where they are even the chair decides, with a reason.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { type Crumb, Page } from '../../../shared/ui/PageHeader';
import { outcomeWords, type Voted } from '../advancement/model';
import { PassDialog } from '../advancement/PassDialog';

function Outcomes({
  roundId,
  name,
  crumbs,
  isChair,
}: {
  roundId: string;
  name: string;
  crumbs: Crumb[];
  isChair: boolean;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [deciding, setDeciding] = useState<Voted | null>(null);
  const number = (row: Voted) => format.number(row.entry.number, { useGrouping: false });
  const title = (row: Voted) => format.pick(row.entry.title_ar, row.entry.title_en);
  return (
    <Page
      title={t`نتيجة الأصوات`}
      crumbs={crumbs}
      lead={name ? t`أصوات محكّمي «${name}» بعد إغلاقها. كل اطّلاع يُسجَّل باسمك في سجل التدقيق.` : undefined}
    >
      <DataList
        source="/api/v1/rounds/{round_id}/outcomes"
        path={{ round_id: roundId }}
        label={t`نتيجة الأصوات`}
        rowId={(row) => row.entry.id}
        rowName={(row) => `${number(row)} — ${title(row)}`}
        defaultSort="number"
        filters={[
          {
            id: 'outcome',
            label: t`النتيجة`,
            options: Object.entries(outcomeWords).map(([id, [, words]]) => ({ id, label: i18n._(words) })),
          },
        ]}
        columns={[
          {
            id: 'number',
            header: t`المشاركة`,
            sortable: true,
            primary: true,
            cell: (row) => (
              <bdi>
                {number(row)} — {title(row)}
              </bdi>
            ),
          },
          {
            id: 'passes',
            header: t`أصوات الاجتياز`,
            sortable: true,
            align: 'end',
            cell: (row) => t`${format.number(row.passes)} من ${format.number(row.votes)}`,
          },
          {
            id: 'outcome',
            header: t`النتيجة`,
            sortable: true,
            cell: (row) => (
              <div className="tk-stack tk-gap-2">
                <span>
                  <StateBadge words={outcomeWords} state={row.outcome} />
                </span>
                {row.decided ? (
                  <span className="tk-small tk-soft" dir="auto">
                    {t`بقرار رئيس اللجنة: ${row.reason}`}
                  </span>
                ) : null}
              </div>
            ),
          },
        ]}
        {...(isChair
          ? {
              rowActions: (row: Voted) =>
                row.outcome === 'tied' || row.decided
                  ? [{ id: 'decide', label: t`قرّر فيها`, icon: 'scale' as const, onAction: () => setDeciding(row) }]
                  : [],
            }
          : {})}
        empty={{ title: t`لا مشاركات هنا`, icon: 'list' }}
      />
      {deciding ? <PassDialog roundId={roundId} row={deciding} onClose={() => setDeciding(null)} /> : null}
    </Page>
  );
}

export function OutcomesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const roundId = useParam('roundId');
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const name = format.name(rounds.data?.items.find((one) => one.id === roundId));
  return (
    <Outcomes
      roundId={roundId}
      name={name}
      isChair={false}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } as never },
        {
          label: name || t`الجولة`,
          to: '/editions/$editionId/rounds/$roundId',
          params: { editionId, roundId } as never,
        },
      ]}
    />
  );
}

export function ChairOutcomesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const roundId = useParam('roundId');
  const rounds = useGet('/api/v1/juror/rounds');
  const own = rounds.data?.items.find((one) => one.round_id === roundId);
  return (
    <Outcomes
      roundId={roundId}
      name={format.name(own)}
      isChair
      crumbs={[
        { label: t`سير تحكيم لجنتي`, to: '/juror/chair' },
        { label: format.name(own) || t`الجولة`, to: '/juror/chair/$roundId', params: { roundId } as never },
      ]}
    />
  );
}
