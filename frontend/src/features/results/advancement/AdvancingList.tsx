// The entries of the closed round, and which of them go on.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { useLeftOut } from '../words';
import { HandDialog, type HandWord } from './HandDialog';
import { type Advancement, outcomeWords, type Row } from './model';

export function AdvancingList({ data, mayChange }: { data: Advancement; mayChange: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  const leftOut = useLeftOut();
  const [word, setWord] = useState<HandWord | null>(null);
  const number = (row: Row) => format.number(row.entry.number, { useGrouping: false });
  const title = (row: Row) => format.pick(row.entry.title_ar, row.entry.title_en);
  const categories = new Map(data.categories.map((one) => [one.category.id, format.name(one.category)]));
  const yes = [
    { id: 'true', label: t`نعم` },
    { id: 'false', label: t`لا` },
  ];
  return (
    <>
      <DataList
        source="/api/v1/rounds/{round_id}/advancement/entries"
        path={{ round_id: data.round.id }}
        label={t`مشاركات الجولة السابقة`}
        rowId={(row) => row.entry.id}
        rowName={(row) => `${number(row)} — ${title(row)}`}
        defaultSort="rank"
        filters={[
          { id: 'category_id', label: nouns.One, options: [...categories].map(([id, label]) => ({ id, label })) },
          { id: 'goes_on', label: t`تتأهل`, options: yes },
          { id: 'tied', label: t`متساوية عند الحدّ`, options: yes },
          { id: 'by_hand', label: t`يدويًا`, options: yes },
          { id: 'changed', label: t`تخالف المطبّق`, options: yes },
        ]}
        columns={[
          {
            id: 'title',
            header: t`المشاركة`,
            sortable: true,
            primary: true,
            cell: (row) => (
              <bdi>
                {number(row)} — {title(row)}
              </bdi>
            ),
          },
          { id: 'category', header: nouns.One, cell: (row) => categories.get(row.category_id) },
          {
            id: 'rank',
            header: t`الترتيب`,
            sortable: true,
            align: 'end',
            cell: (row) => (row.rank === null ? leftOut(row.left_out) : format.number(row.rank)),
          },
          {
            id: 'score',
            header: t`الدرجة`,
            align: 'end',
            cell: (row) => (row.shown ? format.decimal(row.shown, 2) : '—'),
          },
          {
            id: 'goes_on',
            header: t`التأهل`,
            sortable: true,
            cell: (row) => (
              <div className="tk-stack tk-gap-2">
                <span className="tk-row tk-gap-2">
                  <Badge tone={row.goes_on ? 'success' : 'neutral'}>{row.goes_on ? t`تتأهل` : t`لا تتأهل`}</Badge>
                  {row.outcome ? <StateBadge words={outcomeWords} state={row.outcome} /> : null}
                  {row.tied && !row.outcome ? <Badge tone="warning">{t`متساوية عند الحدّ`}</Badge> : null}
                  {data.applied_at && row.applied !== row.goes_on ? (
                    <Badge tone="warning">{t`تخالف المطبّق`}</Badge>
                  ) : null}
                </span>
                {row.by_hand ? (
                  <span className="tk-small tk-soft" dir="auto">
                    {t`يدويًا: ${row.reason}`}
                  </span>
                ) : null}
              </div>
            ),
          },
        ]}
        {...(mayChange && data.version > 0
          ? {
              rowActions: (row: Row) => [
                row.goes_on
                  ? {
                      id: 'no',
                      label: t`لا تؤهّلها`,
                      icon: 'close' as const,
                      onAction: () => setWord({ row, goesOn: false }),
                    }
                  : {
                      id: 'yes',
                      label: t`أهّلها يدويًا`,
                      icon: 'check' as const,
                      onAction: () => setWord({ row, goesOn: true }),
                    },
                ...(row.by_hand
                  ? [
                      {
                        id: 'rule',
                        label: t`اتركها للقاعدة`,
                        icon: 'undo' as const,
                        onAction: () => setWord({ row, goesOn: null }),
                      },
                    ]
                  : []),
              ],
            }
          : {})}
        empty={{ title: t`لا مشاركات هنا`, icon: 'list' }}
      />
      {word ? <HandDialog data={data} word={word} onClose={() => setWord(null)} /> : null}
    </>
  );
}
