// An order is an evaluation of places on the device, and tiers on the wire.
import { describe, expect, it } from 'vitest';
import { merged } from './evaluation';
import { addressOf, contentOfOrder, orderKey, orderOfContent, rankingOf, readAnswer, tiersOf, wireBody } from './order';

const order = (...tiers: string[][]) => contentOfOrder({ tiers, comment: 'c', notes: 'n' });

describe('an order on the device', () => {
  it('comes back as it went', () => {
    expect(orderOfContent(order(['b'], ['a', 'c']))).toEqual({ tiers: [['b'], ['a', 'c']], comment: 'c', notes: 'n' });
    expect(tiersOf({})).toEqual([]);
  });
  it('has its own name and address', () => {
    expect(rankingOf(orderKey('x'))).toBe('x');
    expect(rankingOf('x')).toBeNull();
    expect(addressOf(orderKey('x'))).toBe('/api/v1/juror/rankings/x');
    expect(addressOf('x')).toBe('/api/v1/juror/evaluations/x');
  });
  it('is sent as tiers, and an evaluation as it is', () => {
    const body = { ...order(['b'], ['a']), status: 'draft' as const, made_at: 'now' };
    const revision = { id: 'r', parent: null, body };
    expect(wireBody(orderKey('x'), revision)).toEqual({
      tiers: [['b'], ['a']],
      comment: 'c',
      notes: 'n',
      status: 'draft',
      made_at: 'now',
    });
    expect(wireBody('x', revision)).toBe(body);
  });
  it('reads the head of a refusal', () => {
    const answer = { status: 412, body: { head: 'h', current: { head: 'h', tiers: [['a']], comment: '', notes: '' } } };
    const { current } = readAnswer(orderKey('x'), answer).body as { current: { scores: object; head: string } };
    expect(current).toMatchObject({ head: 'h', scores: { a: { points: '1' } } });
    expect(readAnswer('x', answer)).toBe(answer);
  });
  it('joins two changes entry by entry', () => {
    const base = order(['a'], ['b'], ['c']);
    const mine = order(['a'], ['c'], ['b']);
    const theirs = order(['a'], ['b'], ['c'], ['d']);
    expect(tiersOf(merged(base, mine, theirs).scores)).toEqual([['a'], ['c'], ['b'], ['d']]);
  });
});
