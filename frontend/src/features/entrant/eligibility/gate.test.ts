import { describe, expect, it } from 'vitest';
import type { components } from '../../../shared/api/schema';
import { isGated, standing } from './gate';

type Question = components['schemas']['EligibilityQuestion'];
const choices = [
  { code: 'yes', name_ar: 'نعم', name_en: 'Yes', passes: true },
  { code: 'no', name_ar: 'لا', name_en: 'No', passes: false },
];
const question = (code: string | null, blocks = true): Question => ({
  rule_id: '1',
  blocks,
  label_ar: '',
  label_en: '',
  fail_ar: '',
  fail_en: '',
  choices,
  code,
});
const gated = (questions: Question[], touched = false, may_edit = true) => isGated({ questions, may_edit }, touched);

describe('the gate before the form', () => {
  it('waits for every answer, and for one that passes where the rule blocks', () => {
    expect(gated([])).toBe(false);
    expect(gated([question(null)])).toBe(true);
    expect(gated([question('yes'), question(null, false)])).toBe(true);
    expect(gated([question('no')])).toBe(true);
    expect(gated([question('no', false)])).toBe(false);
    expect(gated([question('yes')])).toBe(false);
  });
  it('never hides what was begun, or what can only be read', () => {
    expect(gated([question(null)], true)).toBe(false);
    expect(gated([question(null)], false, false)).toBe(false);
  });
  it('is met only when every rule is', () => {
    const of = (...outcomes: ('passes' | 'fails' | 'unknown')[]) =>
      standing({ states: outcomes.map((outcome) => ({ outcome })) as components['schemas']['RuleStateOut'][] });
    expect([of(), of('passes'), of('passes', 'unknown'), of('unknown', 'fails')]).toEqual([
      'passes',
      'passes',
      'unknown',
      'fails',
    ]);
  });
});
