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

type Place = { place: number; reason: string };

/** Who stands differently beside `row` by place than by rank moved it, and says why. */
const movedBy = (row: Row, placed: readonly [Row, number][], place: number): string => {
  if (row.agreed) return row.agreed.reason;
  const mover = placed
    .filter(([other]) => other.agreed)
    .find(([other, theirs]) => Math.sign((other.rank ?? 0) - (row.rank ?? 0)) !== Math.sign(theirs - place));
  return mover?.[0].agreed?.reason ?? '';
};

/**
 * Each ranked entry's place with what moved it: one that the panel agreed on stands where it said, two at the same
 * place by their ranks, and the others keep their order around them. Without an agreement, place is rank.
 */
export function placesOf(rows: readonly Row[]): Map<string, Place> {
  const ranked = rows.filter((row) => row.rank !== null && !row.pending);
  if (!ranked.some((row) => row.agreed))
    return new Map(ranked.map((row) => [row.entry.id, { place: row.rank ?? 0, reason: '' }]));
  const byRank = ranked.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const agreed = byRank.filter((row) => row.agreed).toSorted((a, b) => (a.agreed?.place ?? 0) - (b.agreed?.place ?? 0));
  const taken = new Set<number>();
  const placed: [Row, number][] = [];
  for (const row of agreed) {
    let place = row.agreed?.place ?? 1;
    while (taken.has(place)) place += 1;
    taken.add(place);
    placed.push([row, place]);
  }
  const others = byRank.filter((row) => !row.agreed);
  const groups = others.filter((row, at) => at === 0 || row.rank !== others[at - 1]?.rank);
  let free = 1;
  const next = () => {
    while (taken.has(free)) free += 1;
    return free;
  };
  for (const { rank } of groups) {
    const place = next();
    for (const row of others.filter((other) => other.rank === rank)) {
      placed.push([row, place]);
      taken.add(next());
    }
  }
  return new Map(placed.map(([row, place]) => [row.entry.id, { place, reason: movedBy(row, placed, place) }]));
}

/** What follows from the ranking, the panel's agreed places and the rulebook: the first `places` win, equals share one. */
export function suggested(category: Category, draft: Draft): Draft {
  const lines: Draft['lines'] = {};
  const places = placesOf(category.rows);
  const agrees = category.rows.some((row) => row.agreed);
  for (const row of category.rows) {
    const { place, reason } = places.get(row.entry.id) ?? { place: 0, reason: '' };
    if (row.rank === null || place === 0) continue;
    const before = { ...noLine, ...draft.lines[row.entry.id] };
    const reason_ar = before.reason_ar.trim() ? before.reason_ar : reason;
    if (place > category.places) {
      // The panel's reason says why a better ranked entry is passed over.
      if (reason && row.rank <= category.places) lines[row.entry.id] = { ...before, outcome: 'none', reason_ar };
      continue;
    }
    // By score or percentile who reaches no level does not win by the ranking alone.
    if (category.levels_by !== 'rank' && category.levels.length > 0 && row.level_ar === '') continue;
    lines[row.entry.id] = {
      ...before,
      outcome: 'winner',
      place,
      level_ar: agrees && category.levels_by === 'rank' ? levelAt(category, place) : row.level_ar,
      reason_ar,
    };
  }
  return { ...emptyDraft, lines };
}

/** The level that the rulebook gives a place. */
const levelAt = (category: Category, place: number): string => {
  const level = category.levels.find((one) => Number(one.from_rank) <= place && place <= Number(one.to_rank));
  return String(level?.name_ar ?? '');
};

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
