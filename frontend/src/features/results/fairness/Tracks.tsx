// Rows of a name, a track and a value. The tracks are one chart: one scale, mirrored where text runs from the right.
import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';

export interface TrackRow {
  id: string;
  label: ReactNode;
  value: ReactNode;
  /** where it most likely is */
  at: number | null;
  low?: number | null;
  high?: number | null;
  strong?: boolean;
}

export interface TracksProps {
  rows: readonly TrackRow[];
  domain: readonly [number, number];
  /** a line through all of them, such as no difference */
  zero?: number;
  /** a bar from the start of the scale in the place of a tick */
  bars?: boolean;
}

export function Tracks({ rows, domain, zero, bars = false }: TracksProps) {
  const x = scaleLinear()
    .domain([...domain])
    .range([1, 99])
    .clamp(true);
  return (
    <ul className="tk-fair-tracks">
      {rows.map((row) => (
        <li key={row.id} data-strong={row.strong || undefined}>
          <span className="tk-fair-name">{row.label}</span>
          <svg className="tk-fair-track" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
            <line x1={1} x2={99} y1={10} y2={10} className="tk-fair-rail" />
            {zero === undefined ? null : <line x1={x(zero)} x2={x(zero)} y1={0} y2={20} className="tk-fair-zero" />}
            {bars && row.at !== null ? (
              <rect x={1} y={4} width={Math.max(0, x(row.at) - 1)} height={12} className="tk-fair-bar" />
            ) : null}
            {row.low != null && row.high != null ? (
              <line x1={x(row.low)} x2={x(row.high)} y1={10} y2={10} className="tk-fair-interval" />
            ) : null}
            {!bars && row.at !== null ? (
              <line x1={x(row.at)} x2={x(row.at)} y1={3} y2={17} className="tk-fair-tick" />
            ) : null}
          </svg>
          <span className="tk-fair-value">{row.value}</span>
        </li>
      ))}
    </ul>
  );
}
