// The jurors of a round, each with what is on their desk.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { Bar, BarKey } from '../../../shared/charts/Bar';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { jurorStates, originWords } from '../../../shared/judging/words';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { AssignDialog } from './AssignDialog';
import { Bidding } from './Bidding';

export function LoadsTab({ place, mayAct }: { place: RoundPlace; mayAct: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { edition, round } = place;
  const path = { round_id: round.id };
  const [assigning, setAssigning] = useState<string | null>(null);
  const all = useGet('/api/v1/rounds/{round_id}/loads', { path, query: { size: 200, sort: '-live' } });
  const most = all.data?.items[0]?.live ?? 1;
  return (
    <div className="tk-stack">
      {mayAct ? (
        <Bidding
          place={place}
          jurors={all.data?.items.filter((one) => one.on_panel && one.state === 'accepted') ?? []}
        />
      ) : null}
      <BarKey
        items={[
          { as: 'done', label: t`أُرسل تقييمها` },
          { as: 'more', label: t`مسندة ولم تُرسل` },
        ]}
      />
      <DataList
        source="/api/v1/rounds/{round_id}/loads"
        path={path}
        label={t`أحمال المحكّمين`}
        urlPrefix="j."
        defaultSort="-live"
        pageSize={50}
        columns={[
          { id: 'name', header: t`المحكّم`, sortable: true, primary: true, cell: (row) => format.name(row) },
          {
            id: 'origin',
            header: t`المنشأ`,
            sortable: true,
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                <Badge tone={originWords[row.origin][0]}>{i18n._(originWords[row.origin][1])}</Badge>
                {row.on_panel ? null : <Badge tone="warning">{t`خارج اللجنة`}</Badge>}
                {row.state === 'accepted' ? null : <StateBadge words={jurorStates} state={row.state} />}
              </span>
            ),
          },
          {
            id: 'live',
            header: t`المسند`,
            sortable: true,
            width: '34%',
            cell: (row) => (
              <div className="tk-assignments-load">
                <Bar
                  max={most}
                  parts={[
                    { value: row.submitted, as: 'done' },
                    { value: row.live - row.submitted, as: 'more' },
                  ]}
                />
                <span className="tk-strong">{format.number(row.live)}</span>
              </div>
            ),
          },
          {
            id: 'accepted',
            header: t`المقبول تحكيمه`,
            align: 'end',
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                {row.accepted !== null && row.live > row.accepted ? (
                  <Badge tone="warning">{t`فوق المقبول`}</Badge>
                ) : null}
                {row.accepted === null ? '—' : format.number(row.accepted)}
              </span>
            ),
          },
          { id: 'submitted', header: t`أُرسل`, align: 'end', cell: (row) => format.number(row.submitted) },
          { id: 'bids', header: t`الرغبات`, align: 'end', cell: (row) => format.number(row.bids) },
          { id: 'conflicts', header: t`التعارضات`, align: 'end', cell: (row) => format.number(row.conflicts) },
        ]}
        rowId={(row) => row.juror_id}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({
          to: '/editions/$editionId/jurors/$jurorId' as never,
          params: { editionId: edition.id, jurorId: row.juror_id } as never,
        })}
        {...(mayAct
          ? {
              rowActions: (row: { juror_id: string; on_panel: boolean; state: string }) =>
                row.on_panel && row.state === 'accepted'
                  ? [
                      {
                        id: 'assign',
                        label: t`أسند إليه مشاركة`,
                        icon: 'plus' as const,
                        onAction: () => setAssigning(row.juror_id),
                      },
                    ]
                  : [],
            }
          : {})}
        empty={{ title: t`لا محكّمين في لجنة هذه الجولة`, text: t`كوّن اللجنة أولًا.`, icon: 'users' }}
      />
      {assigning ? <AssignDialog roundId={round.id} jurorId={assigning} onClose={() => setAssigning(null)} /> : null}
    </div>
  );
}
