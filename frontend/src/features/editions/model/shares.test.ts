import { describe, expect, it } from 'vitest';
import { decimals, exactIn, fraction, parseFraction, plain } from './fraction';
import { scaleOf, shares, total } from './shares';
import { type NodeDraft, newLevel, newNode } from './tree';

const node = (id: string, depth: number, weight: number, more: Partial<NodeDraft> = {}): NodeDraft => ({
  ...newNode([], depth),
  id,
  code: id,
  weight,
  ...more,
});
// The worked example of the rulebook: A 3, B 2 (B1 1, B2 1), C 5, scale 0–5 each.
const worked = [node('A', 0, 3), node('B', 0, 2), node('B1', 1, 1), node('B2', 1, 1), node('C', 0, 5)];
const marks = new Map([
  ['A', fraction(4)],
  ['B1', fraction(5)],
  ['B2', fraction(3)],
  ['C', fraction(2)],
]);
const shown = (of: NodeDraft[]) =>
  Object.fromEntries([...shares(of)].map(([id, share]) => [id, `${share.n}/${share.d}`]));

describe('the composite', () => {
  it('weighs and totals the worked example exactly', () => {
    expect(shown(worked)).toEqual({ A: '3/10', B: '1/5', B1: '1/10', B2: '1/10', C: '1/2' });
    expect(total(worked, marks)?.sum).toEqual(fraction(60));
  });

  it('shares out what does not count inside its own branch', () => {
    const without = worked.map((one) => (one.id === 'B2' ? { ...one, counted: false } : one));
    expect(shown(without)).toEqual({ A: '3/10', B: '1/5', B1: '1/5', C: '1/2' });
    expect(total(without, marks)?.sum).toEqual(fraction(64));
  });

  it('gives a group without a counted leaf to the others', () => {
    const none = worked.map((one) => (one.id.startsWith('B') && one.depth ? { ...one, counted: false } : one));
    expect(shown(none)).toEqual({ A: '3/8', C: '5/8' });
  });

  it('has no total while a mark or a scale is missing', () => {
    expect(total(worked, new Map([['A', fraction(4)]]))).toBeNull();
    expect(total([node('A', 0, 1, { maximum: '' })], new Map([['A', fraction(1)]]))).toBeNull();
  });

  it.each([
    ['points on a step', { minimum: '0', maximum: '5', step: '0.5' }, 11],
    ['Arabic digits', { minimum: '٠', maximum: '٥', step: '١' }, 6],
    ['a step that leaves a rest', { minimum: '0', maximum: '5', step: '2' }, null],
    ['an empty step', { step: '' }, null],
  ])('reads %s', (_, part, count) => expect(scaleOf(node('A', 0, 1, part))?.points?.length ?? null).toBe(count));

  it('takes the ends of named levels from the levels', () => {
    const levels = [newLevel([], '3'), newLevel([], '1')];
    const scale = scaleOf(node('A', 0, 1, { mode: 'levels', minimum: '', maximum: '', step: '', levels }));
    expect([scale?.low, scale?.high]).toEqual([fraction(1), fraction(3)]);
  });
});

describe('fractions as text', () => {
  it.each([
    [fraction(1, 3), '0.33', false],
    [fraction(2, 3), '0.67', false],
    [fraction(1, 8), '0.13', false],
    [fraction(-1, 8), '-0.13', false],
    [fraction(1, 4), '0.25', true],
    [fraction(-1, 1000), '0.00', false],
  ])('%o', (value, text, exact) => {
    expect(decimals(value, 2)).toBe(text);
    expect(exactIn(value, 2)).toBe(exact);
  });
  it('are read and written as plain decimals', () => {
    expect(parseFraction('2.50')).toEqual(fraction(5, 2));
    expect(plain(fraction(5, 2))).toBe('2.5');
    expect(parseFraction('1e3')).toBeNull();
  });
});
