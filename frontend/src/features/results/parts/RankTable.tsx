// A category's ranking: rank, entry, exact score, how many evaluations, which tie-break decided.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import type { Category, Row } from '../model';
import { useLeftOut, useRule } from '../words';
import { RoundLines } from './RoundScores';

export interface RankTableProps {
  category: Category;
  editionId: string;
  quorum: number;
  /** opens an entry's decision; absent for those who only read */
  decide?: (row: Row) => React.ReactNode;
}

export function RankTable({ category, editionId, quorum, decide }: RankTableProps) {
  const { t } = useLingui();
  const format = useFormat();
  const rule = useRule();
  const leftOut = useLeftOut();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, by keyboard too
    <section className="tk-results-scroll" tabIndex={0} aria-label={t`ترتيب ${format.name(category.category)}`}>
      <table className="tk-results-table tk-results-ranks">
        <caption className="tk-hidden">{t`ترتيب ${format.name(category.category)}`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`الترتيب`}</th>
            <th scope="col">{t`المشاركة`}</th>
            <th scope="col" className="tk-results-end">{t`الدرجة`}</th>
            <th scope="col" className="tk-results-end">{t`التقييمات`}</th>
            {decide ? <th scope="col">{t`القرار`}</th> : null}
          </tr>
        </thead>
        <tbody>
          {category.rows.map((row) => (
            <tr key={row.entry.id} data-prize={(row.rank !== null && row.rank <= category.places) || undefined}>
              <td>
                <span className="tk-results-rank">{row.rank === null ? '—' : format.number(row.rank)}</span>
              </td>
              <td>
                <Link
                  to="/editions/$editionId/results/entries/$entryId"
                  params={{ editionId, entryId: row.entry.id }}
                  className="tk-strong"
                >
                  <bdi>{format.pick(row.entry.title_ar, row.entry.title_en)}</bdi>
                </Link>
                <p className="tk-small tk-soft">
                  <bdi>{format.number(row.entry.number, { useGrouping: false })}</bdi> –{' '}
                  <bdi>{format.pick(row.entry.entrant_ar, row.entry.entrant_en)}</bdi>
                </p>
                <div className="tk-row tk-gap-2">
                  {row.pending ? <Badge tone="warning">{t`تعادل ينتظر رئيس اللجنة`}</Badge> : null}
                  {row.trace
                    .filter((step) => !row.pending || step.rule !== 'chair')
                    .map((step) => (
                      <Badge key={step.rule} tone={step.rule === 'shared' ? 'info' : 'neutral'}>
                        {rule(step)}
                      </Badge>
                    ))}
                  {row.agreed ? (
                    <Badge tone="primary">{t`توافقت اللجنة على المركز ${format.number(row.agreed.place)}`}</Badge>
                  ) : null}
                </div>
                {row.agreed ? (
                  <p className="tk-small tk-soft" dir="auto">
                    {row.agreed.reason}
                  </p>
                ) : null}
              </td>
              <td className="tk-results-end" data-label={t`الدرجة`}>
                <bdi className="tk-strong">{row.shown}</bdi>
                {row.method === 'raw' ? null : <p className="tk-small tk-soft">{t`المتوسط ${row.raw}`}</p>}
                <RoundLines row={row} />
              </td>
              <td className="tk-results-end" data-label={t`التقييمات`}>
                {format.number(row.evaluations)}
                {row.evaluations < quorum ? <p className="tk-small tk-results-warn">{t`دون النصاب`}</p> : null}
              </td>
              {decide ? <td data-label={t`القرار`}>{decide(row)}</td> : null}
            </tr>
          ))}
          {category.left_out.map((row) => (
            <tr key={row.entry.id} className="tk-results-out">
              <td>—</td>
              <td>
                <bdi>{format.pick(row.entry.title_ar, row.entry.title_en)}</bdi>
                <p className="tk-small tk-soft">
                  {leftOut(row.left_out)}
                  {row.entry.state_reason ? <bdi>: {row.entry.state_reason}</bdi> : null}
                </p>
              </td>
              <td className="tk-results-end" data-label={t`الدرجة`}>
                {row.shown || '—'}
              </td>
              <td className="tk-results-end" data-label={t`التقييمات`}>
                {format.number(row.evaluations)}
              </td>
              {decide ? <td /> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
