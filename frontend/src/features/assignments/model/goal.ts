// What a plan is asked to do, and how a diagnosis' way out changes it.
import type { components } from '../../../shared/api/schema';

export type PlanIn = components['schemas']['PlanIn'];
export type PlanGoal = components['schemas']['PlanGoal'];
export type PlanKind = PlanIn['kind'];

export type Wish = Required<PlanIn>;
export type Weights = components['schemas']['PlanWeights'];
export const USUAL: Weights = { expertise: 3, language: 2, bid: 2 };
export type Group = components['schemas']['LoweredMinimum']['group'];

export interface PlanValues {
  kind: PlanKind;
  jurors_per_entry: number | null;
  /** null: the round has one panel */
  panel_id: string | null;
  category_id: string | null;
  juror_ids: string[];
  min_load: number | null;
  max_load: number | null;
  weights: Weights;
}

export const wirePlan = (values: PlanValues): Wish => ({
  kind: values.kind,
  jurors_per_entry: values.jurors_per_entry,
  panel_id: values.panel_id,
  category_id: values.category_id,
  juror_ids: values.juror_ids.length > 0 ? values.juror_ids : null,
  min_load: values.kind === 'spread' ? (values.min_load ?? 0) : 0,
  max_load: values.kind === 'category' ? null : values.max_load,
  lower_k: {},
  lower_min_load: {},
  lower_minimum: [],
  pins: [],
  forbids: [],
  weights: values.weights,
  most_per_entry: null,
});

/** The same wish again, for a world that changed. */
export const wishOf = ({ kind, goal }: { kind: PlanKind; goal: PlanGoal }): Wish => ({
  kind,
  jurors_per_entry: goal.jurors_per_entry,
  panel_id: goal.panel_id ?? null,
  category_id: goal.category_id ?? null,
  juror_ids: goal.juror_ids ?? null,
  min_load: goal.min_load ?? 0,
  max_load: goal.max_load ?? null,
  lower_k: goal.lower_k ?? {},
  lower_min_load: goal.lower_min_load ?? {},
  lower_minimum: goal.lower_minimum ?? [],
  pins: goal.pins ?? [],
  forbids: goal.forbids ?? [],
  weights: goal.weights ?? USUAL,
  most_per_entry: goal.most_per_entry ?? null,
});

/** The wish without jurors who serve no more; the whole panel where none of the chosen is left. */
export function without(wish: Wish, left: readonly string[]): Wish {
  const stay = wish.juror_ids?.filter((id) => !left.includes(id)) ?? null;
  const here = (pair: Pair) => !left.includes(pair.juror_id);
  return {
    ...wish,
    juror_ids: stay && stay.length > 0 ? stay : null,
    pins: wish.pins.filter(here),
    forbids: wish.forbids.filter(here),
  };
}

/** What a job that found no plan was asked to do. */
export const wantedOf = (facts: Record<string, unknown> | undefined): Wish | null =>
  facts?.wanted ? wishOf({ kind: (facts.wanted as PlanIn).kind, goal: facts.wanted as PlanGoal }) : null;

export type Pair = components['schemas']['PlanPairIn'];
const same = (a: Pair, b: Pair): boolean => a.entry_id === b.entry_id && a.juror_id === b.juror_id;

/** A pair is fixed, forbidden, or left to the solver. */
export function settle(wish: Wish, pair: Pair, as: 'pin' | 'forbid' | 'free'): Wish {
  const without = (pairs: readonly Pair[]) => pairs.filter((one) => !same(one, pair));
  return {
    ...wish,
    pins: [...without(wish.pins), ...(as === 'pin' ? [pair] : [])],
    forbids: [...without(wish.forbids), ...(as === 'forbid' ? [pair] : [])],
  };
}
export const settledAs = (wish: Wish, pair: Pair): 'pin' | 'forbid' | 'free' =>
  wish.pins.some((one) => same(one, pair)) ? 'pin' : wish.forbids.some((one) => same(one, pair)) ? 'forbid' : 'free';

export type WayOutKind = 'raise_load_max' | 'lower_k' | 'lower_load_min' | 'lower_minimum' | 'invite';
export interface WayOut {
  kind: WayOutKind;
  group?: Group | null;
  /** what serves all, those that are not named too */
  to: number;
  least: number;
  total: number;
  /** of all together: seats, or entries of jurors */
  units: number;
  /** the first by name */
  changes: {
    id: string;
    amount: number;
    to: number;
    least?: number;
    number?: number;
    name_ar?: string;
    name_en?: string;
  }[];
  also?: WayOut[];
}

/** Where the server named only the first, the change is made for all. */
export const isCut = ({ changes, total }: WayOut): boolean => changes.length < total;

const toEach = (changes: WayOut['changes']): Record<string, number> =>
  Object.fromEntries(changes.map((change) => [change.id, Math.max(0, change.to)]));

/** Entries that are content with fewer jurors. */
const fewer = (wish: Wish, option: WayOut): Partial<Wish> => {
  if (!isCut(option)) return { lower_k: { ...wish.lower_k, ...toEach(option.changes) } };
  const to = (now: number | null) => Math.max(1, Math.min(now ?? option.to, option.to));
  return wish.kind === 'category'
    ? { most_per_entry: to(wish.most_per_entry) }
    : { jurors_per_entry: to(wish.jurors_per_entry) };
};

/** Jurors content with less to read. */
const less = (wish: Wish, option: WayOut): Partial<Wish> =>
  isCut(option)
    ? { min_load: Math.max(0, option.to) }
    : { lower_min_load: { ...wish.lower_min_load, ...toEach(option.changes) } };

/** The least number of a group lowered for these entries. */
const lowered = (wish: Wish, group: Group, option: WayOut): Partial<Wish> => ({
  lower_minimum: [
    ...wish.lower_minimum,
    { group, to: option.least, entry_ids: isCut(option) ? null : option.changes.map((change) => change.id) },
  ],
});

/** A wish with a way out applied. The request has one upper bound for all jurors: it is raised for all. */
export function relax(wish: Wish, option: WayOut): Wish {
  let next = wish;
  for (const one of [option, ...(option.also ?? [])]) {
    const { kind, group } = one;
    if (kind === 'raise_load_max') next = { ...next, max_load: Math.max(next.max_load ?? 0, one.to) };
    if (kind === 'lower_load_min') next = { ...next, ...less(next, one) };
    // Who is yet to be invited takes these seats later: until then they stay empty.
    if (kind === 'lower_k' || kind === 'invite') next = { ...next, ...fewer(next, one) };
    if (group && (kind === 'lower_minimum' || kind === 'invite')) next = { ...next, ...lowered(next, group, one) };
  }
  return next;
}

export interface Diagnosis {
  rule: string;
  group: string | null;
  /** what alone takes the seats away */
  bound: 'employer' | 'accepted' | null;
  needed: number;
  available: number;
  entries: number[];
  entriesTotal: number;
  jurors: { id: string; name_ar: string; name_en: string }[];
  jurorsTotal: number;
  options: WayOut[];
}

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);
const number = (value: unknown): number => (typeof value === 'number' ? value : Number(value) || 0);

/** The facts of a refusal `infeasible`. */
export function diagnosisOf(facts: Record<string, unknown>): Diagnosis {
  const entries = list<number>(facts.entries);
  const jurors = list<Diagnosis['jurors'][number]>(facts.jurors);
  return {
    rule: String(facts.rule ?? 'seats'),
    group: typeof facts.group === 'string' ? facts.group : null,
    bound: facts.bound === 'employer' || facts.bound === 'accepted' ? facts.bound : null,
    needed: number(facts.needed),
    available: number(facts.available),
    entries,
    entriesTotal: number(facts.entries_total) || entries.length,
    jurors,
    jurorsTotal: number(facts.jurors_total) || jurors.length,
    options: list<WayOut>(facts.options),
  };
}
