// From the rank by the mean to the rank by the method: a line an entry, thick where it moved.
import { scaleLinear } from 'd3-scale';
import { useFormat } from '../../../shared/i18n/react';
import { type Found, type Names, places } from './model';

export function Slope({
  rows,
  names,
  head,
}: {
  rows: readonly Found[];
  names: Names;
  head: readonly [string, string];
}) {
  const format = useFormat();
  const before = places(rows, (one) => one.raw_rank);
  const after = places(rows, (one) => one.rank);
  const y = scaleLinear()
    .domain([-0.5, rows.length - 0.5])
    .range([0, 100]);
  const side = (order: Map<string, number>, rank: (one: Found) => number) =>
    [...rows]
      .sort((a, b) => (order.get(a.entry_id) ?? 0) - (order.get(b.entry_id) ?? 0))
      .map((one) => (
        <li key={one.entry_id} data-moved={one.rank !== one.raw_rank || undefined}>
          <span className="tk-fair-rank">{format.number(rank(one))}</span>
          <bdi>{format.number(names.entry(one.entry_id)?.number ?? 0, { useGrouping: false })}</bdi>
        </li>
      ));
  return (
    <div className="tk-fair-slope" aria-hidden="true">
      <p className="tk-small tk-soft">{head[0]}</p>
      <span />
      <p className="tk-small tk-soft">{head[1]}</p>
      <ol>{side(before, (one) => one.raw_rank)}</ol>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {rows.map((one) => (
          <line
            key={one.entry_id}
            x1={0}
            x2={100}
            y1={y(before.get(one.entry_id) ?? 0)}
            y2={y(after.get(one.entry_id) ?? 0)}
            className={
              one.rank < one.raw_rank ? 'tk-fair-up' : one.rank > one.raw_rank ? 'tk-fair-down' : 'tk-fair-same'
            }
          />
        ))}
      </svg>
      <ol>{side(after, (one) => one.rank)}</ol>
    </div>
  );
}
