// What an answer names that its form no longer has: an option, a row or a column that a later version dropped. Pure.
import { codesOf, type Field, rowsOf, type Value } from './answers';

type Gone = 'not_a_choice' | 'unknown_row' | 'unknown_column';

/** The answer without what is gone; rows that had a name become free ones where the table no longer names them. */
export function withoutGone(field: Field, value: Value): Value {
  const codes = field.choices.map((one) => one.code);
  switch (field.kind) {
    case 'choice':
      return typeof value === 'string' && codes.includes(value) ? value : null;
    case 'multi_choice':
      return codes.filter((code) => codesOf(value).includes(code));
    case 'table': {
      const columns = new Set(field.options.columns?.map((one) => one.code));
      const given = field.options.rows?.map((one) => one.code) ?? [];
      return rowsOf(value)
        .filter(({ row }) => given.length === 0 || given.includes(row ?? ''))
        .map(({ row, cells }) => ({
          row: given.length === 0 ? null : row,
          cells: Object.fromEntries(Object.entries(cells).filter(([code]) => columns.has(code))),
        }));
    }
    default:
      return value;
  }
}

/** The server's code for what is gone, or nothing. */
export function goneFrom(field: Field, value: Value): Gone | null {
  const kept = withoutGone(field, value);
  switch (field.kind) {
    case 'choice':
      return value && kept === null ? 'not_a_choice' : null;
    case 'multi_choice':
      return codesOf(kept).length < new Set(codesOf(value)).size ? 'not_a_choice' : null;
    case 'table': {
      const [rows, left] = [rowsOf(value), rowsOf(kept)];
      if (rows.length > left.length || rows.some(({ row }, at) => (row || null) !== (left[at]?.row || null)))
        return 'unknown_row';
      const cells = (all: typeof rows) => all.reduce((sum, row) => sum + Object.keys(row.cells).length, 0);
      return cells(rows) > cells(left) ? 'unknown_column' : null;
    }
    default:
      return null;
  }
}

export const isGone = (found: { code: string } | null): boolean =>
  found?.code === 'not_a_choice' || found?.code === 'unknown_row' || found?.code === 'unknown_column';
