import { expect, test } from 'vitest';
import {
  type Category,
  decisionsOf,
  draftOf,
  emptyDraft,
  noLine,
  passedOverEquals,
  type Row,
  sent,
  suggested,
} from './model';

const row = (id: string, rank: number | null, pending = false, level_ar = rank === 1 ? 'ذهبي' : '') =>
  ({ entry: { id }, rank, pending, level_ar }) as unknown as Row;
const category = {
  places: 2,
  levels_by: 'rank',
  levels: [{ name_ar: 'ذهبي', name_en: 'Gold', from_rank: 1, to_rank: 1 }],
  rows: [row('a', 1), row('b', 1), row('c', 3), row('d', 2, true)],
} as unknown as Category;
const empty = emptyDraft;

test('the ranking suggests its first places, shared ranks together, never a pending tie', () => {
  const { lines } = suggested(category, empty);
  expect(Object.keys(lines)).toEqual(['a', 'b']);
  expect(lines.a).toEqual({ ...noLine, outcome: 'winner', place: 1, level_ar: 'ذهبي' });
});

test('by score or percentile who reaches no level is not suggested', () => {
  const shares = { ...category, levels_by: 'percentile', rows: [row('a', 1), row('b', 2)] } as unknown as Category;
  expect(Object.keys(suggested(shares, empty).lines)).toEqual(['a']);
  expect(Object.keys(suggested({ ...shares, levels: [] }, empty).lines)).toEqual(['a', 'b']);
});

test('only lines that say something are sent, in the order of the ranking', () => {
  const draft = {
    ...empty,
    lines: {
      c: { ...noLine, outcome: 'winner' as const, place: 1 },
      a: { ...noLine, reason_ar: 'passed over' },
      b: noLine,
    },
  };
  expect(sent(category.rows, draft)).toEqual(['a', 'c']);
  expect(decisionsOf(category.rows, draft).map((one) => [one.entry_id, one.outcome, one.place])).toEqual([
    ['a', 'none', null],
    ['c', 'winner', 1],
  ]);
});

test('a withheld category keeps mentions and loses winners', () => {
  const draft = {
    ...empty,
    withheld: true,
    withheldAr: 'no entry reached the level',
    lines: {
      a: { ...noLine, outcome: 'winner' as const, place: 1 },
      b: { ...noLine, outcome: 'honourable_mention' as const },
    },
  };
  const decided = decisionsOf(category.rows, draft);
  expect(decided.map((one) => one.outcome)).toEqual(['honourable_mention', 'withheld']);
  expect(decided[1]?.reason_ar).toBe('no entry reached the level');
  expect(draftOf({ decisions: [] } as never)).toEqual(empty);
});

test('one of an exact tie is not chosen without a reason, on it or on those passed over', () => {
  const won = { ...noLine, outcome: 'winner' as const, place: 1 };
  const equals = (lines: Record<string, typeof noLine>) =>
    passedOverEquals(category.rows, { ...empty, lines }, 'a').map((one) => one.entry.id);
  expect(equals({ a: won })).toEqual(['b']);
  expect(equals({ a: won, b: { ...noLine, outcome: 'honourable_mention' } })).toEqual(['b']);
  expect(equals({ a: { ...won, reason_ar: 'wider reach' } })).toEqual([]);
  expect(equals({ a: won, b: { ...noLine, reason_ar: 'broke a rule' } })).toEqual([]);
  expect(equals({ a: won, b: won })).toEqual([]);
  expect(equals({ a: noLine })).toEqual([]);
});
