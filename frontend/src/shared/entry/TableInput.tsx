// A table of figures: declared columns, rows that are given or that the entrant adds; on a phone a card per row.
import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useRef } from 'react';
import { useFormat } from '../i18n/react';
import { Button, IconButton } from '../ui/Button';
import { columnTotal, type Field, type Row, rowsOf, type Value } from './answers';
import { columnsOf, fixedRows, mostRows } from './checks';
import { columnName, ExactNumber } from './figures';
import type { InputFrame } from './frame';
import { PiecesFrame } from './PiecesFrame';

const blank = (row: string | null): Row => ({ row, cells: {} });

/** The rows as they are edited: every given row, or those that were begun and at least one. */
function editedRows(field: Field, value: Value): Row[] {
  const rows = rowsOf(value);
  const fixed = fixedRows(field);
  if (fixed.length > 0) return fixed.map(({ code }) => rows.find((row) => row.row === code) ?? blank(code));
  const least = Math.max(1, field.options.min_rows ?? 0);
  return [...rows, ...Array.from({ length: Math.max(0, least - rows.length) }, () => blank(null))];
}

export function TableInput({ field, value, onChange, frame }: InputFrame) {
  const { t } = useLingui();
  const format = useFormat();
  const body = useRef<HTMLTableSectionElement>(null);
  const columns = columnsOf(field);
  const fixed = fixedRows(field);
  const rows = editedRows(field, value);
  const set = (at: number, column: string, text: string): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, cells: { ...row.cells, [column]: text } } : row)));
  const add = (): void => {
    onChange([...rows, blank(null)]);
    requestAnimationFrame(() => body.current?.querySelector<HTMLInputElement>('tr:last-child input')?.focus());
  };
  // Enter goes down the column, as in a sheet.
  const down = (event: KeyboardEvent<HTMLInputElement>, at: number, column: number): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const next = body.current?.rows[at + 1];
    next?.querySelectorAll('input')[column]?.focus();
  };
  const nameOf = (row: Row, at: number): string => {
    const given = fixed.find((one) => one.code === row.row);
    return given ? format.name(given) : t`الصف ${format.number(at + 1)}`;
  };
  const free = fixed.length === 0;
  return (
    <PiecesFrame {...frame}>
      <table className="tk-entry-table">
        <thead>
          <tr>
            <th scope="col" className="tk-entry-rowhead">
              <span className={free ? '' : 'tk-hidden'}>{free ? '#' : t`الصف`}</span>
            </th>
            {columns.map((column) => (
              <th key={column.code} scope="col" data-kind={column.kind}>
                <bdi>{columnName(column, format)}</bdi>
              </th>
            ))}
            {free ? (
              <th scope="col" className="tk-entry-act">
                <span className="tk-hidden">{t`إزالة`}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, at) => {
            const name = nameOf(row, at);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity than their place
              <tr key={at}>
                <th scope="row" className="tk-entry-rowhead">
                  <bdi>{free ? format.number(at + 1) : name}</bdi>
                </th>
                {columns.map((column, place) => (
                  <td key={column.code} data-kind={column.kind} data-label={columnName(column, format)}>
                    <input
                      className="tk-input"
                      aria-label={`${columnName(column, format)}، ${name}`}
                      aria-invalid={(frame.at?.[0] === at && frame.at[1] === column.code) || undefined}
                      inputMode={column.kind === 'number' ? 'decimal' : undefined}
                      dir={column.kind === 'number' ? 'ltr' : row.cells[column.code] ? 'auto' : undefined}
                      autoComplete="off"
                      maxLength={500}
                      disabled={frame.isDisabled}
                      value={row.cells[column.code] ?? ''}
                      onChange={(event) => set(at, column.code, event.target.value)}
                      onKeyDown={(event) => down(event, at, place)}
                    />
                  </td>
                ))}
                {free ? (
                  <td className="tk-entry-act">
                    <IconButton
                      icon="trash"
                      label={t`أزل ${name}`}
                      isDisabled={frame.isDisabled ?? false}
                      onPress={() => onChange(rows.filter((_, index) => index !== at))}
                    />
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
        {field.options.total ? (
          <tfoot>
            <tr>
              <th scope="row">{t`المجموع`}</th>
              {columns.map((column) => (
                <td key={column.code} data-kind={column.kind} data-label={columnName(column, format)}>
                  {column.kind === 'number' ? <ExactNumber value={columnTotal(rows, column.code)} /> : null}
                </td>
              ))}
              {free ? <td className="tk-entry-act" /> : null}
            </tr>
          </tfoot>
        ) : null}
      </table>
      {free && rows.length < mostRows(field) && !frame.isDisabled ? (
        <div>
          <Button icon="plus" size="small" onPress={add}>
            {t`أضف صفًّا`}
          </Button>
        </div>
      ) : null}
    </PiecesFrame>
  );
}
