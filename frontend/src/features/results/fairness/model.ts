// The fairness report as the page reads it: names by id, what moved, what is unsure.
import type { components } from '../../../shared/api/schema';

export type Fairness = components['schemas']['Fairness'];
export type Found = components['schemas']['EntryFound'];
export type Seat = components['schemas']['JurorFound'];
type Name = components['schemas']['Name'];
type EntryName = components['schemas']['EntryName'];

export interface Names {
  juror: (id: string) => Name | undefined;
  entry: (id: string) => EntryName | undefined;
  category: (id: string) => Name | undefined;
  organisation: (id: string) => Name | undefined;
}

export function namesOf(data: Fairness): Names {
  const of = <T extends { id: string }>(rows: readonly T[]) => {
    const known = new Map(rows.map((row) => [row.id, row]));
    return (id: string) => known.get(id);
  };
  return {
    juror: of(data.named_jurors),
    entry: of(data.named_entries),
    category: of(data.categories),
    organisation: of(data.named_organisations),
  };
}

export const ofCategory = (data: Fairness, id: string): Found[] =>
  data.entries.filter((one) => one.category_id === id).sort((a, b) => a.rank - b.rank);

export const moved = (rows: readonly Found[]): Found[] =>
  rows
    .filter((one) => one.rank !== one.raw_rank)
    .sort((a, b) => Math.abs(b.rank - b.raw_rank) - Math.abs(a.rank - a.raw_rank));

/** A juror whose severity is surely not that of colleagues: twice its spread away from nothing. */
export const surely = (seat: Seat): boolean =>
  seat.severity !== null && seat.severity_sd !== null && Math.abs(seat.severity) > 2 * seat.severity_sd;

// Times the usual noise of a juror: worth a sentence.
const SCATTER = 2;

/** The middle of the jurors' noise, and those whose scores are scattered far beyond it. */
export function scattered(seats: readonly Seat[]): { usual: number; who: Seat[] } {
  const all = seats.map((seat) => seat.noise_sd ?? 0).sort((a, b) => a - b);
  const half = all.length / 2;
  const usual = ((all[Math.ceil(half) - 1] ?? 0) + (all[Math.floor(half)] ?? 0)) / 2;
  return { usual, who: seats.filter((seat) => (seat.noise_sd ?? 0) > SCATTER * usual) };
}

/** The order in which a line of a slope chart stands on each side: by rank, equal ranks as they come. */
export function places(rows: readonly Found[], rank: (one: Found) => number): Map<string, number> {
  const order = [...rows].sort((a, b) => rank(a) - rank(b));
  return new Map(order.map((one, at) => [one.entry_id, at]));
}
