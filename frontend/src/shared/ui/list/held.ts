// Rows held in memory, as a list shows them: the same search, filters and order that the server's lists have.
import { fold, searchWords } from '../../i18n/bidi';
import type { UrlState } from '../../router/urlState';

type Key = string | number | null;

export interface Rules<Row> {
  /** what search looks through */
  text: (row: Row) => string;
  /** by the parameter in the URL: whether a row stays when this is chosen */
  filters: Record<string, (row: Row, chosen: string) => boolean>;
  /** by the name of the sort */
  sorts: Record<string, (row: Row) => Key>;
}

/** Texts in the order of their folded spelling; what is missing stands last either way, as on the server. */
function compare(a: Key, b: Key, down: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [one, other] = typeof a === 'string' && typeof b === 'string' ? [fold(a), fold(b)] : [a, b];
  return (one < other ? -1 : one > other ? 1 : 0) * (down ? -1 : 1);
}

/**
 * The rows that the reader sees, in their order, over all pages. `view` is what stands in the URL: q, sort and the
 * filters. A row for which `stays` holds is there whatever was chosen.
 */
export function arrange<Row>(
  rows: readonly Row[],
  rules: Rules<Row>,
  view: UrlState,
  stays: (row: Row) => boolean = () => false,
): Row[] {
  const words = searchWords(view.q ?? '');
  const kept = rows.filter(
    (row) =>
      stays(row) ||
      (Object.entries(rules.filters).every(([id, keeps]) => !view[id] || keeps(row, view[id])) &&
        (words.length === 0 || words.every((word) => fold(rules.text(row)).includes(word)))),
  );
  const down = view.sort?.startsWith('-') ?? false;
  const key = rules.sorts[view.sort?.replace(/^-/, '') ?? ''];
  return key ? kept.sort((a, b) => compare(key(a), key(b), down)) : kept;
}
