// The rules of eligibility while the organiser writes them: lists per category, in their order.
import { newId } from '../../../shared/api/ids';
import type { components } from '../../../shared/api/schema';

export type RuleDraft = components['schemas']['EligibilityRuleIn'] & { id: string };
export type RuleKind = RuleDraft['kind'];
export type RuleChoice = components['schemas']['EligibilityChoice'];
export type Saved = components['schemas']['StaffEligibilityRules'];
/** null: for every category */
export type Scope = string | null;

export const KINDS: readonly RuleKind[] = ['question', 'months', 'previous_winner', 'attachments', 'co_owners'];
/** once per list, and a category's own stands in place of the general one */
export const SINGLE: ReadonlySet<RuleKind> = new Set(['months', 'previous_winner', 'co_owners']);

const starts: Record<RuleKind, RuleDraft['options']> = {
  question: {
    choices: [
      { code: 'yes', name_ar: 'نعم', name_en: 'Yes', passes: true },
      { code: 'no', name_ar: 'لا', name_en: 'No', passes: false },
    ],
  },
  months: { months: 6, field: '', by: 'closes_at' },
  previous_winner: { editions: 2, whose: 'entry' },
  attachments: { fields: [] },
  co_owners: {},
};

export function newRule(kind: RuleKind, scope: Scope): RuleDraft {
  return {
    id: newId(),
    category_id: scope,
    kind,
    blocks: kind !== 'months' && kind !== 'previous_winner',
    label_ar: '',
    label_en: '',
    fail_ar: '',
    fail_en: '',
    options: structuredClone(starts[kind]),
  };
}

export const rulesIn = (rules: readonly RuleDraft[], scope: Scope): RuleDraft[] =>
  rules.filter((one) => (one.category_id ?? null) === scope);

/** The list with one rule in another's place; a new one at the end of its own list. */
export function put(rules: readonly RuleDraft[], rule: RuleDraft): RuleDraft[] {
  return rules.some((one) => one.id === rule.id)
    ? rules.map((one) => (one.id === rule.id ? rule : one))
    : [...rules, rule];
}

/** One place up (-1) or down (1) among the rules of the same list; the others stay. */
export function moved(rules: readonly RuleDraft[], id: string, by: -1 | 1): RuleDraft[] {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return [...rules];
  const list = rulesIn(rules, rule.category_id ?? null);
  const other = list[list.findIndex((one) => one.id === id) + by];
  if (!other) return [...rules];
  return rules.map((one) => (one.id === id ? other : one.id === other.id ? rule : one));
}

/** The kinds that may still be added to a list. */
export function addable(rules: readonly RuleDraft[], scope: Scope): RuleKind[] {
  const there = new Set(rulesIn(rules, scope).map((one) => one.kind));
  return KINDS.filter((kind) => !SINGLE.has(kind) || !there.has(kind));
}
