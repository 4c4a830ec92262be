// Who goes on to a round: the shapes, the words of its rules, and what is refreshed after an act.

import { msg } from '@lingui/core/macro';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { asciiDigits } from '../../../shared/i18n/numbers';
import type { StateWords } from '../../../shared/ui/Badge';

export type Advancement = components['schemas']['AdvancementOut'];
export type CategoryAdvancement = components['schemas']['CategoryAdvancement'];
export type Row = components['schemas']['AdvancingEntry'];
export type Rule = components['schemas']['AdvancementRuleOut'];

export const kindWords: Record<Rule['kind'], ReturnType<typeof msg>> = {
  top: msg`أعلى عدد`,
  threshold: msg`درجة على الأقل`,
  percentile: msg`أعلى نسبة مئوية`,
  everyone: msg`الجميع`,
  passed: msg`ما اجتاز بالأصوات`,
  hand: msg`يدويًا فقط`,
};

export const tiesWords: Record<Rule['ties'], ReturnType<typeof msg>> = {
  all: msg`يتأهلون جميعًا`,
  none: msg`لا يتأهل أحد منهم`,
};

export type Voted = components['schemas']['EntryOutcome'];

export const outcomeWords: StateWords = {
  passed: ['success', msg`اجتازت`],
  failed: ['neutral', msg`لم تجتز`],
  tied: ['warning', msg`تنتظر قرار رئيس اللجنة`],
  unjudged: ['neutral', msg`دون النصاب`],
};

export const asksAmount = (kind: Rule['kind']): boolean => ['top', 'threshold', 'percentile'].includes(kind);
export const asksTies = (kind: Rule['kind']): boolean => kind === 'top' || kind === 'percentile';

/** A rule as it is first shown: what the closed round did not judge goes on whole. */
export const ruleOf = (one: CategoryAdvancement, votes: boolean): Rule =>
  one.rule ?? {
    category_id: one.category.id,
    kind: one.ranked === 0 ? 'everyone' : votes ? 'passed' : 'top',
    amount: one.ranked > 0 && !votes ? '10' : '',
    ties: 'all',
  };

/** Only what its kind asks for is sent. */
export const sentRule = (rule: Rule): Rule => ({
  ...rule,
  amount: asksAmount(rule.kind) ? asciiDigits(rule.amount).trim() : '',
  ties: asksTies(rule.kind) ? rule.ties : 'all',
});

export const totalOf = (data: Advancement, what: 'going' | 'added' | 'dropped'): number =>
  data.categories.reduce((sum, one) => sum + one[what], 0);

export const refreshAdvancement = () =>
  refreshPaths(
    '/api/v1/rounds/{round_id}/advancement',
    '/api/v1/rounds/{round_id}/advancement/entries',
    '/api/v1/rounds/{round_id}/progress',
    '/api/v1/rounds/{round_id}/assignments',
    '/api/v1/rounds/{round_id}/loads',
    '/api/v1/home/organiser/{edition_id}',
  );
