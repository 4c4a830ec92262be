// What a plan is asked to do, and how a diagnosis' way out changes it.
import type { components } from '../../../shared/api/schema';

export type PlanIn = components['schemas']['PlanIn'];
export type PlanGoal = components['schemas']['PlanGoal'];
export type PlanKind = PlanIn['kind'];

export interface PlanValues {
  kind: PlanKind;
  jurors_per_entry: number | null;
  category_id: string | null;
  juror_ids: string[];
  max_load: number | null;
}

export const wirePlan = (values: PlanValues): PlanIn => ({
  kind: values.kind,
  jurors_per_entry: values.jurors_per_entry,
  category_id: values.category_id,
  juror_ids: values.juror_ids.length > 0 ? values.juror_ids : null,
  max_load: values.kind === 'spread' ? values.max_load : null,
  lower_k: {},
  families: [],
});

/** The same wish again, for a world that changed. */
export const wishOf = (plan: { kind: PlanKind; goal: PlanGoal }): PlanIn => ({
  kind: plan.kind,
  jurors_per_entry: plan.goal.jurors_per_entry,
  category_id: plan.goal.category_id,
  juror_ids: plan.goal.juror_ids,
  max_load: plan.goal.max_load,
  lower_k: plan.goal.lower_k,
  families: [],
});

export type WayOutKind = 'raise_load_max' | 'lower_k' | 'lower_load_min';
export interface WayOut {
  kind: WayOutKind;
  changes: { id: string; amount: number; to: number; number?: number; name_ar?: string; name_en?: string }[];
  also?: WayOut[];
}

/** The server names so many at most; beyond it the change is made for all. */
export const NAMED = 200;

/** A wish with a way out applied; the request has one bound for all jurors, so it is raised for all. */
export function relax(wish: PlanIn, option: WayOut): PlanIn {
  const next: PlanIn = { ...wish, lower_k: { ...wish.lower_k } };
  for (const each of [option, ...(option.also ?? [])]) {
    const values = each.changes.map((change) => change.to);
    if (each.kind === 'raise_load_max') next.max_load = Math.max(next.max_load ?? 0, ...values);
    if (each.kind === 'lower_k') {
      if (each.changes.length >= NAMED) next.jurors_per_entry = Math.max(1, Math.min(...values));
      else for (const change of each.changes) next.lower_k = { ...next.lower_k, [change.id]: Math.max(0, change.to) };
    }
  }
  return next;
}

export interface Diagnosis {
  rule: string;
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
    needed: number(facts.needed),
    available: number(facts.available),
    entries,
    entriesTotal: number(facts.entries_total) || entries.length,
    jurors,
    jurorsTotal: number(facts.jurors_total) || jurors.length,
    options: list<WayOut>(facts.options),
  };
}
