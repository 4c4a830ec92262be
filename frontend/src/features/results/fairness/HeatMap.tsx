// A table of figures whose cells are coloured by how far they are from nothing; the figures stand in them.
import { ScrollFrame } from '../../../shared/charts/ScrollFrame';
import { step } from './model';

export interface HeatMapProps {
  label: string;
  columns: readonly { id: string; name: string }[];
  rows: readonly { id: string; name: string; cells: readonly ({ shown: string; value: number } | null)[] }[];
  /** the value of the deepest colour */
  width: number;
}

export function HeatMap({ label, columns, rows, width }: HeatMapProps) {
  return (
    <ScrollFrame className="tk-fair-heat" label={label}>
      <table>
        <caption className="tk-hidden">{label}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((one) => (
              <th key={one.id} scope="col">
                <bdi>{one.name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <bdi>{row.name}</bdi>
              </th>
              {row.cells.map((cell, at) => (
                <td
                  key={columns[at]?.id ?? at}
                  className={cell ? `tk-fair-step-${step(cell.value, width)}` : undefined}
                >
                  {cell ? <bdi>{cell.shown}</bdi> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
