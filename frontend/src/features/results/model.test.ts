import { expect, test } from 'vitest';
import {
  type Category,
  decisionsOf,
  draftOf,
  emptyDraft,
  noLine,
  passedOverEquals,
  placesOf,
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

test('agreed places are proposed with their reasons, and the others keep their order around them', () => {
  const agreed = (id: string, rank: number, place: number) =>
    ({ ...row(id, rank), agreed: { place, reason: `why ${id}` } }) as Row;
  const told = (rows: Row[]) => [...placesOf(rows)].map(([id, { place, reason }]) => [id, place, reason]).sort();
  // The third is moved to the head: the first is second, and the second out of two places with a reason.
  const raised = [row('a', 1), row('b', 2), agreed('c', 3, 1)];
  expect(told(raised)).toEqual([
    ['a', 2, 'why c'],
    ['b', 3, 'why c'],
    ['c', 1, 'why c'],
  ]);
  const { lines } = suggested({ ...category, rows: raised }, empty);
  expect(Object.entries(lines).map(([id, one]) => [id, one.outcome, one.place, one.level_ar, one.reason_ar])).toEqual([
    ['a', 'winner', 2, '', 'why c'],
    ['b', 'none', null, '', 'why c'],
    ['c', 'winner', 1, 'ذهبي', 'why c'],
  ]);
  // Two at one place stand by their ranks; whom nobody crossed has no reason.
  expect(told([row('a', 1), agreed('c', 3, 2), agreed('b', 2, 2), row('d', 4)])).toEqual([
    ['a', 1, ''],
    ['b', 2, 'why b'],
    ['c', 3, 'why c'],
    ['d', 4, ''],
  ]);
  // A tie that the panel settled: the other of the two comes after it.
  expect(told([row('a', 1), agreed('b', 1, 1), row('c', 3)])).toEqual([
    ['a', 2, 'why b'],
    ['b', 1, 'why b'],
    ['c', 3, ''],
  ]);
  // A chair's tie waits; equals that nobody crossed share a place.
  expect(told([agreed('a', 1, 1), row('b', 2), row('c', 2), row('d', 4), row('e', 5, true)])).toEqual([
    ['a', 1, 'why a'],
    ['b', 2, ''],
    ['c', 2, ''],
    ['d', 4, ''],
  ]);
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
