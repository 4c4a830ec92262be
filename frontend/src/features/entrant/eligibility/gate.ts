// Whether the form waits for the questions of eligibility, and how all the rules stand together.
import type { components } from '../../../shared/api/schema';

type OwnEligibility = components['schemas']['OwnEligibility'];
type Question = components['schemas']['EligibilityQuestion'];

export const passes = (question: Question): boolean =>
  question.choices.some((one) => one.code === question.code && one.passes);

/** A draft that nobody has written in yet waits; what was begun before the rules does not disappear. */
export function isGated(found: Pick<OwnEligibility, 'questions' | 'may_edit'>, touched: boolean): boolean {
  if (touched || !found.may_edit) return false;
  return found.questions.some((one) => one.code === null || (one.blocks && !passes(one)));
}

export function standing(found: Pick<OwnEligibility, 'states'>): 'passes' | 'fails' | 'unknown' {
  const outcomes = new Set(found.states.map((one) => one.outcome));
  return outcomes.has('fails') ? 'fails' : outcomes.has('unknown') ? 'unknown' : 'passes';
}
