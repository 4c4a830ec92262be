// What each move makes of an order.
import { describe, expect, it } from 'vitest';
import { down, drop, isTied, jump, left, placeOf, remove, type Tiers, tie, up } from './model';

const order = (text: string): string[][] => text.split(' ').map((tier) => [...tier]);
const text = (tiers: Tiers): string => tiers.map((tier) => [...tier].sort().join('')).join(' ');

describe('an order', () => {
  it('counts places as people do', () => {
    const tiers = order('ab c d');
    expect(['a', 'b', 'c', 'd', 'e'].map((id) => placeOf(tiers, id))).toEqual([1, 1, 3, 4, null]);
    expect([isTied(tiers, 'a'), isTied(tiers, 'c'), isTied(tiers, 'e')]).toEqual([true, false, false]);
  });
  it('moves one step', () => {
    expect(text(up(order('a b c'), 'c'))).toBe('a c b');
    expect(text(up(order('a b c'), 'a'))).toBe('a b c');
    expect(text(up(order('a bc d'), 'c'))).toBe('a c b d');
    expect(text(up(order('a b'), 'c'))).toBe('a b c');
    expect(text(down(order('a b c'), 'a'))).toBe('b a c');
    expect(text(down(order('a b c'), 'c'))).toBe('a b c');
    expect(text(down(order('a bc d'), 'b'))).toBe('a c b d');
    expect(text(down(order('a b'), 'c'))).toBe('a b');
  });
  it('ties with the one above and unties', () => {
    expect(text(tie(order('a b c'), 'b'))).toBe('ab c');
    expect(text(tie(order('ab c'), 'b'))).toBe('a b c');
    expect(text(tie(order('a b'), 'a'))).toBe('a b');
    expect(text(tie(order('a b'), 'c'))).toBe('a bc');
    expect(text(tie([], 'c'))).toBe('c');
  });
  it('jumps to a place', () => {
    expect(text(jump(order('a b c d'), 'd', 1))).toBe('d a b c');
    expect(text(jump(order('a b c d'), 'a', 3))).toBe('b c a d');
    expect(text(jump(order('ab c d'), 'd', 2))).toBe('ab d c');
    expect(text(jump(order('a b'), 'c', 9))).toBe('a b c');
  });
  it('is dropped before, after, between and on', () => {
    const tiers = order('a bc d');
    expect(text(drop(tiers, ['e'], ['d'], { id: 'a', at: 'before' }))).toBe('d a bc');
    expect(text(drop(tiers, ['e'], ['a'], { id: 'd', at: 'after' }))).toBe('bc d a');
    expect(text(drop(tiers, ['e'], ['d'], { id: 'c', at: 'before' }))).toBe('a bcd');
    expect(text(drop(tiers, ['e'], ['e'], { id: 'a', at: 'on' }))).toBe('ae bc d');
    expect(text(drop(tiers, ['e', 'f'], ['a'], { id: 'e', at: 'before' }))).toBe('bc d a');
    expect(text(drop(tiers, ['e', 'f'], ['a'], { id: 'f', at: 'after' }))).toBe('bc d');
    for (const at of ['before', 'on', 'after'] as const)
      for (const id of ['a', 'b', 'd', 'e']) expect(drop(tiers, ['e', 'f'], [id], { id, at })).toEqual(tiers);
  });
  it('closes the gap of what has left', () => {
    expect(text(left(order('a bc d'), new Set(['b', 'd'])))).toBe('b d');
    expect(text(remove(order('a b c'), 'b'))).toBe('a c');
  });
});
