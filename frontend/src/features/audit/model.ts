// The facts of an act as lines that people read, and the days of the log's filter as instants.
export type Shown =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'moment'; at: string }
  | { kind: 'yes'; yes: boolean }
  | { kind: 'hash'; hash: string }
  /** names of fields, without doubles */
  | { kind: 'fields'; names: string[] }
  | { kind: 'list'; items: string[] };
export interface Line {
  name: string;
  value: Shown;
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const HASH = /^[0-9a-f]{40,128}$/i;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const isId = (value: unknown): boolean => typeof value === 'string' && UUID.test(value);

/** `name_ar` and `name_en` are one name to a reader. */
export const fieldNames = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name) => name !== 'folded').map((name) => name.replace(/_(ar|en)$/, ''))),
];

function shown(name: string, value: unknown): Shown | null {
  if (value === null || value === undefined || value === '' || isId(value)) return null;
  if (typeof value === 'boolean') return { kind: 'yes', yes: value };
  if (typeof value === 'number') return { kind: 'number', number: value };
  if (typeof value === 'string') {
    if (HASH.test(value)) return { kind: 'hash', hash: value };
    if (MOMENT.test(value)) return { kind: 'moment', at: value };
    return { kind: 'text', text: value };
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const texts = value.filter((one) => typeof one === 'string' && !isId(one)) as string[];
  // Things without names of their own are counted.
  if (texts.length < value.length) return { kind: 'number', number: value.length };
  return name === 'changed' ? { kind: 'fields', names: fieldNames(texts) } : { kind: 'list', items: texts };
}

const rank = (line: Line): number => (line.name === 'reason' ? 0 : line.value.kind === 'hash' ? 2 : 1);

/** Ids are left out, what lies inside another fact stands beside it, reasons come first and hashes last. */
export function factLines(facts: Record<string, unknown>): Line[] {
  const lines: Line[] = [];
  for (const [name, value] of Object.entries(facts)) {
    // The latest version of an evaluation is what everyone expects; the others are told.
    if (name === 'branch' && value === 'head') continue;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      lines.push(...factLines(value as Record<string, unknown>));
      continue;
    }
    const found = shown(name, value);
    if (found) lines.push({ name, value: found });
  }
  return lines.sort((a, b) => rank(a) - rank(b));
}

const DAY = 86_400_000;
/** The log is read by Riyadh's calendar, which knows no summer time. */
export const startOf = (day: string): string => new Date(`${day}T00:00:00+03:00`).toISOString();
export const endOf = (day: string): string => new Date(Date.parse(startOf(day)) + DAY).toISOString();
const dayAt = (time: number): string => new Date(time + 3 * 3_600_000).toISOString().slice(0, 10);
export const dayOfStart = (instant: string | undefined): string | null =>
  instant && !Number.isNaN(Date.parse(instant)) ? dayAt(Date.parse(instant)) : null;
/** the last day that ends at this instant */
export const dayOfEnd = (instant: string | undefined): string | null =>
  instant && !Number.isNaN(Date.parse(instant)) ? dayAt(Date.parse(instant) - 1) : null;
