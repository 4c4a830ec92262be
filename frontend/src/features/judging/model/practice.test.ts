import { expect, test } from 'vitest';
import {
  asksWhy,
  blankPractice,
  type Category,
  type Criterion,
  endsOf,
  lackOf,
  markable,
  noScore,
  scoresFor,
} from './practice';

const leaf = (more: Partial<Criterion> = {}): Criterion =>
  ({
    id: 'a',
    minimum: '1',
    maximum: '5',
    comment: 'optional',
    levels: [],
    share: '1/2',
    children: [],
    ...more,
  }) as Criterion;
const level = (code: string, points: string) => ({ code, points }) as Criterion['levels'][number];
const named = leaf({ minimum: null, maximum: null, levels: [level('weak', '1'), level('good', '4')] });
const points = (value: string, comment: string | null = null) => ({ ...noScore, points: value, comment });

test('the ends of a scale are those written, or those of its levels', () => {
  expect(endsOf(leaf())).toEqual([1, 5]);
  expect(endsOf(named)).toEqual([1, 4]);
});

test('a counted leaf lacks a mark, and words where the rubric asks for them', () => {
  expect(lackOf(leaf(), undefined)).toBe('mark');
  expect(lackOf(leaf(), noScore)).toBe('mark');
  expect(lackOf(leaf({ share: null }), undefined)).toBeNull();
  expect(lackOf(leaf(), points('1'))).toBeNull();
  const extremes = leaf({ comment: 'extremes' });
  expect(lackOf(extremes, points('5'))).toBe('why');
  expect(lackOf(extremes, points('5', ' '))).toBe('why');
  expect(lackOf(extremes, points('5', 'لأن'))).toBeNull();
  expect(lackOf(extremes, points('4'))).toBeNull();
  expect(asksWhy(leaf({ comment: 'required' }), points('3'))).toBe(true);
  expect(asksWhy({ ...named, comment: 'extremes' }, { ...noScore, level: 'good' })).toBe(true);
  expect(lackOf(named, { ...noScore, level: 'gone' })).toBe('mark');
});

test('only the marks of the chosen criteria are sent', () => {
  const criteria = [leaf({ id: 'h', children: [leaf({ id: 'b' })] }), leaf(), leaf({ id: 'unmarked' })];
  expect(scoresFor(criteria, { a: points('2'), b: points('3'), other: points('4') })).toStrictEqual({
    a: points('2'),
    b: points('3'),
  });
});

test('the one category that can be marked is chosen already', () => {
  const category = (id: string, rubric_id: string | null) => ({ id, rubric_id }) as Category;
  const found = markable([category('a', null), category('b', 'r')]);
  expect(found.map((one) => one.id)).toEqual(['b']);
  expect(blankPractice(found).category_id).toBe('b');
  expect(blankPractice([...found, category('c', 'r')]).category_id).toBeNull();
});
