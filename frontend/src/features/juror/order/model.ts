// A juror's order as the page changes it: tiers best first, those that share a place together; the rest has no place.
import type { components } from '../../../shared/api/schema';

export type Ranking = components['schemas']['JurorRanking'];
export type Entry = Ranking['entries'][number];
export type Tiers = readonly (readonly string[])[];
/** Where something is dropped: before, after or on an entry. */
export interface Target {
  id: string;
  at: 'before' | 'after' | 'on';
}

const tierOf = (tiers: Tiers, id: string): number => tiers.findIndex((tier) => tier.includes(id));
const without = (tiers: Tiers, ids: ReadonlySet<string>): string[][] =>
  tiers.map((tier) => tier.filter((id) => !ids.has(id))).filter((tier) => tier.length > 0);
const inserted = (tiers: Tiers, at: number, tier: readonly string[]): string[][] => [
  ...tiers.slice(0, at).map((one) => [...one]),
  [...tier],
  ...tiers.slice(at).map((one) => [...one]),
];
const joined = (tiers: Tiers, at: number, ids: readonly string[]): string[][] =>
  tiers.map((tier, index) => (index === at ? [...tier, ...ids] : [...tier]));

/** Only what is there, without the gaps that the rest leaves. */
export const left = (tiers: Tiers, there: ReadonlySet<string>): string[][] =>
  tiers.map((tier) => tier.filter((id) => there.has(id))).filter((tier) => tier.length > 0);

/** The place that people read: after two firsts comes the third. Null without one. */
export function placeOf(tiers: Tiers, id: string): number | null {
  const at = tierOf(tiers, id);
  return at < 0 ? null : tiers.slice(0, at).reduce((sum, tier) => sum + tier.length, 0) + 1;
}

export const isTied = (tiers: Tiers, id: string): boolean => (tiers[tierOf(tiers, id)]?.length ?? 0) > 1;

/** One step up: out of a shared place, past the place above, or, without one, to the end of the order. */
export function up(tiers: Tiers, id: string): Tiers {
  const at = tierOf(tiers, id);
  if (at < 0) return [...tiers, [id]];
  if (isTied(tiers, id)) return inserted(without(tiers, new Set([id])), at, [id]);
  return at === 0 ? tiers : inserted(without(tiers, new Set([id])), at - 1, [id]);
}

/** One step down; the last stays. */
export function down(tiers: Tiers, id: string): Tiers {
  const at = tierOf(tiers, id);
  if (at < 0) return tiers;
  if (isTied(tiers, id)) return inserted(without(tiers, new Set([id])), at + 1, [id]);
  return at === tiers.length - 1 ? tiers : inserted(without(tiers, new Set([id])), at + 1, [id]);
}

/** Shares the place of the one above; a shared place is left, to the one below. */
export function tie(tiers: Tiers, id: string): Tiers {
  const at = tierOf(tiers, id);
  if (isTied(tiers, id)) return down(tiers, id);
  if (at === 0) return tiers;
  const rest = without(tiers, new Set([id]));
  return rest.length === 0 ? [[id]] : joined(rest, (at < 0 ? rest.length : at) - 1, [id]);
}

/** To the nth place, before whoever has it. */
export function jump(tiers: Tiers, id: string, place: number): Tiers {
  const rest = without(tiers, new Set([id]));
  let before = 0;
  const at = rest.findIndex((tier) => {
    const here = before + 1 >= place;
    before += tier.length;
    return here;
  });
  return inserted(rest, at < 0 ? rest.length : at, [id]);
}

export const remove = (tiers: Tiers, id: string): Tiers => without(tiers, new Set([id]));

/** Drops entries where they were let go. Between two that share a place they share it; on one they share its place;
 * before the first without a place they are the last of the order, and elsewhere there they lose their place. */
export function drop(tiers: Tiers, unplaced: readonly string[], ids: readonly string[], target: Target): Tiers {
  if (ids.includes(target.id)) return tiers; // put back where it was
  const rest = without(tiers, new Set(ids));
  const at = tierOf(rest, target.id);
  if (at < 0) {
    const first = unplaced.find((id) => !ids.includes(id));
    const endsOrder = target.at === 'before' && target.id === first;
    return endsOrder ? inserted(rest, rest.length, ids) : rest;
  }
  const tier = rest[at] ?? [];
  if (target.at === 'on') return joined(rest, at, ids);
  const index = tier.indexOf(target.id);
  const isEdge = target.at === 'before' ? index === 0 : index === tier.length - 1;
  return isEdge ? inserted(rest, target.at === 'before' ? at : at + 1, ids) : joined(rest, at, ids);
}
