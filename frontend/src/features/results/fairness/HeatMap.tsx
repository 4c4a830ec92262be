// Figures in a grid of cells, coloured by how far they are from nothing; the grid starts where text starts.
import { useLingui } from '@lingui/react/macro';
import { scaleBand, scaleQuantize } from 'd3-scale';
import { ScrollFrame } from '../../../shared/charts/ScrollFrame';
import { directionOf, type Language } from '../../../shared/i18n/settings';

export interface HeatMapProps {
  label: string;
  columns: readonly { id: string; name: string }[];
  rows: readonly { id: string; name: string; cells: readonly ({ shown: string; value: number } | null)[] }[];
  /** the value of the deepest colour */
  width: number;
}

const CELL = { width: 48, height: 28 };
const STEPS = ['-3', '-2', '-1', '0', '1', '2', '3'];

export function HeatMap({ label, columns, rows, width }: HeatMapProps) {
  const { i18n } = useLingui();
  const size = { width: CELL.width * columns.length, height: CELL.height * rows.length };
  const rtl = directionOf(i18n.locale as Language) === 'rtl';
  const x = scaleBand()
    .domain(columns.map((one) => one.id))
    .range(rtl ? [size.width, 0] : [0, size.width]);
  const y = scaleBand()
    .domain(rows.map((one) => one.id))
    .range([0, size.height]);
  const step = scaleQuantize<string>().domain([-width, width]).range(STEPS);
  return (
    <ScrollFrame className="tk-fair-heat" label={label}>
      <div className="tk-fair-heat-grid" aria-hidden="true">
        <span className="tk-fair-heat-corner" />
        <ol className="tk-fair-heat-head">
          {columns.map((one) => (
            <li key={one.id} title={one.name}>
              <bdi>{one.name}</bdi>
            </li>
          ))}
        </ol>
        <ol className="tk-fair-heat-names">
          {rows.map((row) => (
            <li key={row.id} title={row.name}>
              <bdi>{row.name}</bdi>
            </li>
          ))}
        </ol>
        <svg
          width={size.width}
          height={size.height}
          viewBox={`0 0 ${size.width} ${size.height}`}
          aria-hidden="true"
          focusable="false"
        >
          {rows.map((row) =>
            row.cells.map((cell, at) => {
              const column = columns[at];
              if (!cell || !column) return null;
              const [left, top] = [x(column.id) ?? 0, y(row.id) ?? 0];
              return (
                <g key={column.id} data-step={step(cell.value)}>
                  <rect x={left + 1} y={top + 1} width={CELL.width - 2} height={CELL.height - 2} rx={2} />
                  <text x={left + CELL.width / 2} y={top + CELL.height / 2}>
                    {cell.shown}
                  </text>
                </g>
              );
            }),
          )}
        </svg>
      </div>
    </ScrollFrame>
  );
}
