// The plans that were made for a round.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { useNouns } from '../../../shared/nouns';
import { Badge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { When } from '../../../shared/ui/When';
import { planKinds } from '../words';

export function PlansTab({ place }: { place: RoundPlace }) {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const { edition, round } = place;
  const panels = useGet('/api/v1/rounds/{round_id}/panels', { path: { round_id: round.id } }).data?.items ?? [];
  return (
    <DataList
      source="/api/v1/rounds/{round_id}/plans"
      path={{ round_id: round.id }}
      label={t`خطط الإسناد`}
      urlPrefix="p."
      defaultSort="-made_at"
      searchable={false}
      columns={[
        {
          id: 'made_at',
          header: t`أُعدّت`,
          sortable: true,
          primary: true,
          cell: (row) => <When at={row.made_at} zone={edition.timezone} show="short" />,
        },
        { id: 'kind', header: t`النوع`, cell: (row) => i18n._({ ...planKinds[row.kind], values: { ...nouns } }) },
        ...(panels.length > 1
          ? [
              {
                id: 'panel',
                header: t`اللجنة`,
                cell: (row: components['schemas']['PlanCard']) => (
                  <bdi>{format.name(panels.find((one) => one.id === row.goal.panel_id)) || '—'}</bdi>
                ),
              },
            ]
          : []),
        {
          id: 'k',
          header: t`محكّمون لكل مشاركة`,
          align: 'end',
          cell: (row) => format.number(row.goal.jurors_per_entry),
        },
        { id: 'pairs', header: t`إسنادات جديدة`, align: 'end', cell: (row) => format.number(row.pairs_total) },
        {
          id: 'applied_at',
          header: t`الحالة`,
          sortable: true,
          cell: (row) =>
            row.applied_at ? (
              <Badge tone="success" dot>
                {t`طُبّقت`}
              </Badge>
            ) : (
              <Badge dot>{t`لم تُطبّق`}</Badge>
            ),
        },
      ]}
      rowName={(row) =>
        `${i18n._({ ...planKinds[row.kind], values: { ...nouns } })} ${format.when(row.made_at, edition.timezone)}`
      }
      rowLink={(row) => ({
        to: '/editions/$editionId/assignments/plans/$planId',
        params: { editionId: edition.id, planId: row.id },
        search: { round: round.id } as never,
      })}
      empty={{ title: t`لا خطط بعد`, text: t`أعدّ خطة، وراجعها، ثم طبّقها.`, icon: 'layers' }}
    />
  );
}
