// How far each juror is, for the organiser and for the chair.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { jurorStates, originWords } from '../../../shared/judging/words';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { When } from '../../../shared/ui/When';
import { CountBar, CountKey } from './ProgressBoard';

const EVERY = 20_000;

export function JurorsProgress({
  source,
  roundId,
  zone,
  panelId,
  onRemind,
}: {
  source: '/api/v1/rounds/{round_id}/progress/jurors' | '/api/v1/rounds/{round_id}/chair-progress/jurors';
  roundId: string;
  zone: string;
  /** of this panel alone */
  panelId?: string | undefined;
  /** reminding those who are chosen */
  onRemind?: (ids: string[]) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-stack">
      <CountKey />
      <DataList
        source={source}
        path={{ round_id: roundId }}
        {...(panelId ? { query: { panel_id: panelId } } : {})}
        label={t`سير التحكيم بحسب المحكّم`}
        defaultSort="-left"
        pageSize={50}
        refetchInterval={EVERY}
        filters={[
          {
            id: 'standing',
            label: t`أين وصل`,
            options: [
              { id: 'not_begun', label: t`لم يبدأ` },
              { id: 'behind', label: t`لم يُتمّ` },
              { id: 'done', label: t`أتمّ` },
            ],
          },
        ]}
        {...(onRemind
          ? { bulkActions: [{ id: 'remind', label: t`ذكّرهم الآن`, icon: 'mail' as const, onAction: onRemind }] }
          : {})}
        columns={[
          { id: 'name', header: t`المحكّم`, sortable: true, primary: true, cell: (row) => format.name(row) },
          {
            id: 'origin',
            header: t`المنشأ`,
            hideOnCard: true,
            cell: (row) => <Badge tone={originWords[row.origin][0]}>{i18n._(originWords[row.origin][1])}</Badge>,
          },
          {
            id: 'submitted',
            header: t`أُرسل`,
            sortable: true,
            width: '20%',
            cell: (row) => (
              <div className="tk-judging-done">
                <span>{t`${format.number(row.submitted)} من ${format.number(row.assigned)}`}</span>
                {row.reopened > 0 ? (
                  <span className="tk-small tk-soft">{t`أُعيد فتح ${format.number(row.reopened)} منها`}</span>
                ) : null}
                {row.signed_at ? <Badge tone="success">{t`أقرّ بالاكتمال`}</Badge> : null}
                <CountBar of={row} />
              </div>
            ),
          },
          {
            id: 'left',
            header: t`الباقي`,
            sortable: true,
            align: 'end',
            cell: (row) => format.number(row.assigned - row.submitted),
          },
          { id: 'drafts', header: t`مسودات`, align: 'end', cell: (row) => format.number(row.drafts) },
          {
            id: 'out',
            header: t`تنحٍّ وإعادة`,
            align: 'end',
            hideOnCard: true,
            cell: (row) => format.number(row.recused + row.given_back),
          },
          {
            id: 'last_saved_at',
            header: t`آخر حفظ`,
            sortable: true,
            width: '11rem',
            cell: (row) =>
              row.state === 'accepted' ? (
                row.last_saved_at ? (
                  <When at={row.last_saved_at} zone={zone} show="short" />
                ) : (
                  <span className="tk-soft">{t`لم يحفظ شيئًا`}</span>
                )
              ) : (
                <StateBadge words={jurorStates} state={row.state} />
              ),
          },
        ]}
        rowId={(row) => row.juror_id}
        rowName={(row) => format.name(row)}
        empty={{ title: t`لا محكّمين في هذه الجولة`, icon: 'users' }}
      />
    </div>
  );
}
