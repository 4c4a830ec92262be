import { expect, test } from 'vitest';
import type { Mark } from '../../offline/evaluation';
import {
  asksComment,
  claimsOf,
  type Desk,
  type Leaf,
  leavesOf,
  markOfDigit,
  missing,
  noMark,
  pointsOf,
  runningTotal,
  scaleOf,
  unsaid,
} from './model';

const leaf = (id: string, weight: string, more: Partial<Leaf> = {}): Leaf => ({
  criterion_id: id,
  code: id,
  name_ar: id,
  name_en: id,
  min: '0',
  max: '5',
  step: '1',
  levels: [],
  weight,
  comment: 'optional',
  ...more,
});
const points = (value: string): Mark => ({ ...noMark, points: value });
const content = (scores: Record<string, Mark>) => ({ scores, comment: '', notes: '' });
const rubric = [leaf('a', '3/10'), leaf('b1', '1/10'), leaf('b2', '1/10'), leaf('c', '1/2')];

test('the worked example of the product adds up to 60', () => {
  const scores = { a: points('4'), b1: points('5'), b2: points('3'), c: points('2') };
  expect(runningTotal(rubric, content(scores))).toBe('60.00');
  expect(missing(rubric, content(scores))).toEqual([]);
});

test('no mark is no zero, and a leaf that is not counted is never missing', () => {
  const shown = [...rubric, leaf('x', '0')];
  expect(missing(shown, content({ a: points('0') })).map((one) => one.code)).toEqual(['b1', 'b2', 'c']);
  expect(runningTotal(shown, content({ a: points('0') }))).toBe('0.00');
});

test('thirds round half up on the exact fraction', () => {
  const thirds = [leaf('a', '1/3'), leaf('b', '2/3')];
  expect(runningTotal(thirds, content({ a: points('5') }))).toBe('33.33');
  expect(runningTotal(thirds, content({ b: points('5') }))).toBe('66.67');
  expect(runningTotal([leaf('a', '1/8', { max: '100' })], content({ a: points('0.04') }))).toBe('0.01');
});

test('a level stands for its points on the scale', () => {
  const levels = ['low', 'high'].map((code, at) => ({
    code,
    points: String(at),
    name_ar: code,
    name_en: code,
    description_ar: '',
    description_en: '',
  }));
  const one = leaf('m', '1', { min: '0', max: '1', step: null, levels });
  expect(pointsOf(one, { ...noMark, level: 'high' })).toBe('1');
  expect(runningTotal([one], content({ m: { ...noMark, level: 'high' } }))).toBe('100.00');
});

test('a scale is buttons where it is short', () => {
  expect(scaleOf(rubric[0] as Leaf)).toEqual(['0', '1', '2', '3', '4', '5']);
  expect(scaleOf(leaf('h', '1', { max: '2', step: '0.5' }))).toEqual(['0', '0.5', '1', '1.5', '2']);
  expect(scaleOf(leaf('n', '1', { max: '100' }))).toBe(null);
  expect(scaleOf(leaf('l', '1', { step: null }))).toBe(null);
});

const node = (id: string, weight: number, children: unknown[] = []) => ({ id, weight, counted: true, children });
const desk = (decided: unknown[] = []) =>
  ({
    rubric,
    criteria: [node('a', 3), node('b', 2, [node('b1', 1), node('b2', 1)]), node('c', 5)],
    na_decided: decided,
  }) as unknown as Desk;
const na: Mark = { ...noMark, na: true, comment: 'no' };

test('what is claimed shares its weight inside its own branch: the worked example adds up to 64', () => {
  const said = content({ a: points('4'), b1: points('5'), b2: na, c: points('2') });
  const leaves = leavesOf(desk(), said);
  expect(leaves.map((one) => one.weight)).toEqual(['3/10', '2/10', '0', '5/10']);
  expect(runningTotal(leaves, said)).toBe('64.00');
  expect(missing(leaves, said)).toEqual([]);
  expect(claimsOf(desk(), said).map((one) => one.code)).toEqual(['b2']);
});

test('a claim that the chair refused is a mark that is missing', () => {
  const said = content({ a: points('4'), b1: points('5'), b2: na, c: points('2') });
  const refused = desk([{ criterion_id: 'b2', accepted: false, reason: 'it does' }]);
  expect(claimsOf(refused, said)).toEqual([]);
  expect(missing(leavesOf(refused, said), said).map((one) => one.code)).toEqual(['b2']);
});

test('a claim beside one that was accepted: both fall out, and a whole branch with them', () => {
  const said = content({ a: points('4'), b1: na, c: points('2') });
  const leaves = leavesOf(desk([{ criterion_id: 'b2', accepted: true, reason: '' }]), said);
  expect(leaves.map((one) => one.weight)).toEqual(['3/8', '0', '0', '5/8']);
});

test('a mark says why where the rubric asks: always, or at the ends of its scale', () => {
  const always = leaf('a', '1/2', { comment: 'required' });
  const ends = leaf('b', '1/2', { comment: 'extremes', min: '0.0' });
  expect(asksComment(leaf('x', '1'), points('5'))).toBe(false);
  expect(asksComment(always, points('3'))).toBe(true);
  expect(asksComment(always, undefined)).toBe(false);
  expect(['0', '3', '5.0'].map((value) => asksComment(ends, points(value)))).toEqual([true, false, true]);
  const desk = { rubric: [always, ends], na_decided: [] } as unknown as Desk;
  const said = { a: { ...points('3'), comment: ' ' }, b: { ...points('5'), comment: 'لأن' } };
  expect(unsaid(desk, content(said)).map((one) => one.code)).toEqual(['a']);
  const out = { ...desk, na_decided: [{ criterion_id: 'a', accepted: true }] } as unknown as Desk;
  expect(unsaid(out, content(said))).toEqual([]);
});

test("a digit's key is the mark on a short scale, the place of a named level, or nothing", () => {
  const said = { ...noMark, points: '1', comment: 'كلمة' };
  expect(markOfDigit(leaf('a', '1'), said, '4')).toEqual({ ...said, points: '4' });
  expect(markOfDigit(leaf('a', '1'), said, '9')).toBeNull();
  expect(markOfDigit(leaf('a', '1', { max: '100' }), said, '4')).toBeNull();
  expect(markOfDigit(undefined, said, '4')).toBeNull();
  const level = { code: 'weak', points: '1', name_ar: '', name_en: '', description_ar: '', description_en: '' };
  const named = leaf('a', '1', { step: null, levels: [level, { ...level, code: 'good', points: '4' }] });
  expect(markOfDigit(named, said, '2')).toEqual({ ...said, points: null, level: 'good' });
  expect(markOfDigit(named, said, '3')).toBeNull();
  expect(markOfDigit(named, said, '0')).toBeNull();
});
