// Of an entry returned for some parts alone: what may change, and what is asked of each.
import type { Entry } from './transport';

export interface OpenParts {
  has: (part: string) => boolean;
  /** the screener's words; empty where a part was named without any; null where it was not named */
  note: (part: string) => string | null;
}

export function openOf(entry: Pick<Entry, 'open_parts' | 'corrections'>): OpenParts {
  const open = entry.open_parts && new Set(entry.open_parts);
  const notes = new Map(entry.corrections.map((one) => [one.part, one.note]));
  return {
    has: (part) => open === null || open.has(part),
    note: (part) => notes.get(part) ?? null,
  };
}
