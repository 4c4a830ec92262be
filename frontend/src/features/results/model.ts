// A category's decisions as they are edited: one line per entry, or the category withheld.
import type { components } from '../../shared/api/schema';

export type Category = components['schemas']['CategoryStanding'];
export type Row = components['schemas']['StandingRow'];
export type Decided = components['schemas']['CategoryDecisions'];
export type DecisionIn = components['schemas']['DecisionIn'];

export interface Line {
  outcome: 'none' | 'winner' | 'honourable_mention';
  place: number | null;
  level_ar: string;
  citation_ar: string;
  citation_en: string;
  reason_ar: string;
  reason_en: string;
}
export interface Draft {
  withheld: boolean;
  withheldAr: string;
  withheldEn: string;
  lines: Record<string, Line>;
}

export const noLine: Line = {
  outcome: 'none',
  place: null,
  level_ar: '',
  citation_ar: '',
  citation_en: '',
  reason_ar: '',
  reason_en: '',
};

export const emptyDraft: Draft = { withheld: false, withheldAr: '', withheldEn: '', lines: {} };

export function draftOf(decided: Decided): Draft {
  const withheld = decided.decisions.find((one) => one.outcome === 'withheld');
  return {
    withheld: withheld !== undefined,
    withheldAr: withheld?.reason_ar ?? '',
    withheldEn: withheld?.reason_en ?? '',
    lines: Object.fromEntries(
      decided.decisions.flatMap((one) =>
        one.entry
          ? [
              [
                one.entry.id,
                {
                  outcome: one.outcome as Line['outcome'],
                  place: one.place,
                  level_ar: one.level_ar,
                  citation_ar: one.citation_ar,
                  citation_en: one.citation_en,
                  reason_ar: one.reason_ar,
                  reason_en: one.reason_en,
                },
              ],
            ]
          : [],
      ),
    ),
  };
}

/** Entries in the order in which decisions are sent, so that an error at an index finds its line. */
export const sent = (rows: readonly Row[], draft: Draft): string[] =>
  rows
    .map((row) => row.entry.id)
    .filter((id) => {
      const line = draft.lines[id];
      return line !== undefined && (line.outcome !== 'none' || line.reason_ar.trim() !== '');
    });

export function decisionsOf(rows: readonly Row[], draft: Draft): DecisionIn[] {
  const lines = sent(rows, draft).flatMap((entry_id) => {
    const line = draft.lines[entry_id];
    return line ? [{ entry_id, ...line, place: line.outcome === 'winner' ? line.place : null, level_en: '' }] : [];
  });
  return draft.withheld
    ? [
        ...lines.filter((line) => line.outcome !== 'winner'),
        {
          entry_id: null,
          outcome: 'withheld' as const,
          place: null,
          level_ar: '',
          level_en: '',
          citation_ar: '',
          citation_en: '',
          reason_ar: draft.withheldAr,
          reason_en: draft.withheldEn,
        },
      ]
    : lines;
}

/** What follows from the ranking and the rulebook alone: the first `places` ranks win, shared ranks share a place. */
export function suggested(category: Category, draft: Draft): Draft {
  const lines: Draft['lines'] = {};
  for (const row of category.rows) {
    if (row.rank === null || row.rank > category.places || row.pending) continue;
    // By score or percentile who reaches no level does not win by the ranking alone.
    if (category.levels_by !== 'rank' && category.levels.length > 0 && row.level_ar === '') continue;
    lines[row.entry.id] = {
      ...noLine,
      ...draft.lines[row.entry.id],
      outcome: 'winner',
      place: row.rank,
      level_ar: row.level_ar,
    };
  }
  return { ...emptyDraft, lines };
}

/** Entries of the same rank as a winner, passed over without a reason: the server asks for one. */
export function passedOverEquals(rows: readonly Row[], draft: Draft, id: string): Row[] {
  const line = draft.lines[id];
  const rank = rows.find((row) => row.entry.id === id)?.rank ?? null;
  if (draft.withheld || line?.outcome !== 'winner' || line.reason_ar.trim() !== '' || rank === null) return [];
  return rows.filter((row) => {
    const other = draft.lines[row.entry.id] ?? noLine;
    return row.entry.id !== id && row.rank === rank && other.outcome !== 'winner' && other.reason_ar.trim() === '';
  });
}
