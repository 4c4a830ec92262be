// A chart with what it says in a sentence, and its figures as a table and as a file.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { type Cell, csvText, saveFile } from '../../../shared/csv';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';

export interface ChartCardProps {
  title: string;
  said: ReactNode;
  /** the name of its file */
  name: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
  children: ReactNode;
}

export function ChartCard({ title, said, name, head, rows, children }: ChartCardProps) {
  const { t } = useLingui();
  const format = useFormat();
  const shown = (cell: Cell): string =>
    typeof cell === 'number' ? format.number(cell, { maximumFractionDigits: 3 }) : (cell ?? '—');
  return (
    <Card
      level={3}
      title={title}
      actions={
        <Button
          size="small"
          icon="download"
          onPress={() => saveFile(`${name}.csv`, new Blob([csvText([head, ...rows])], { type: 'text/csv' }))}
        >
          CSV
        </Button>
      }
    >
      <p className="tk-soft tk-measure">{said}</p>
      {children}
      <details className="tk-fair-table">
        <summary>{t`الأرقام في جدول`}</summary>
        <ChartTable label={title} head={head}>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows that do not move
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: fixed columns
                <td key={column}>{shown(cell)}</td>
              ))}
            </tr>
          ))}
        </ChartTable>
      </details>
    </Card>
  );
}
