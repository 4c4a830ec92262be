// A plain table of figures in a box that scrolls where it is too wide; for lists that people search there is DataList.
import type { ReactNode } from 'react';
import { ScrollFrame } from './ScrollFrame';
import './ChartTable.css';

export interface ChartTableProps {
  label: string;
  head: readonly ReactNode[];
  className?: string;
  /** the rows of its body */
  children: ReactNode;
}

export function ChartTable({ label, head, className = '', children }: ChartTableProps) {
  return (
    <ScrollFrame className="tk-chart-frame" label={label}>
      <table className={`tk-chart-table ${className}`}>
        <caption className="tk-hidden">{label}</caption>
        <thead>
          <tr>
            {head.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fixed columns
              <th key={at} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollFrame>
  );
}
