import { describe, expect, it } from 'vitest';
import { addable, moved, newRule, put, rulesIn } from './eligibility';

describe('the rules of eligibility while they are written', () => {
  const general = newRule('question', null);
  const own = newRule('months', 'c1');
  const second = newRule('question', 'c1');
  const rules = [general, own, second];

  it('stand in one list per category', () => {
    expect(rulesIn(rules, null)).toEqual([general]);
    expect(rulesIn(rules, 'c1')).toEqual([own, second]);
  });
  it('move among their own list alone', () => {
    expect(rulesIn(moved(rules, second.id, -1), 'c1')).toEqual([second, own]);
    expect(moved(rules, general.id, 1)).toEqual(rules);
    expect(moved(rules, 'gone', 1)).toEqual(rules);
  });
  it('are replaced in place or added at the end', () => {
    const blocking = { ...own, blocks: true };
    expect(put(rules, blocking)).toEqual([general, blocking, second]);
    const other = newRule('attachments', null);
    expect(put(rules, other)).toEqual([...rules, other]);
  });
  it('of one kind stand once where a second would say nothing more', () => {
    expect(addable(rules, 'c1')).toEqual(['question', 'previous_winner', 'attachments', 'co_owners']);
    expect(addable(rules, null)).toContain('months');
  });
});
