import { expect, test } from 'vitest';
import { type Leaf, pointsOf, runningTotal } from './model';
import { readPoints } from './points';

const leaf = { min: '0', max: '20', step: '0.25' };

test.each([
  ['3', '3'],
  ['٣', '3'],
  ['۱۲٫۵', '12.5'],
  ['12,50', '12.5'],
  ['١٢،٢٥', '12.25'],
  [' 03. ', '3'],
  ['.5', '0.5'],
  ['-0', '0'],
  ['-0.00', '0'],
  ['', null],
])('%o is read as %o', (text, points) => expect(readPoints(leaf, text)).toEqual({ points, wrong: null }));

test.each([
  ['3x', 'not_a_number'],
  ['-', 'not_a_number'],
  ['1.2.3', 'not_a_number'],
  ['1234567890', 'not_a_number'],
  ['1.0005', 'too_many_decimals'],
  ['20.25', 'out_of_range'],
  ['-1', 'out_of_range'],
  ['3.1', 'off_step'],
])('%o is told to be %o', (text, wrong) => expect(readPoints(leaf, text)).toEqual({ points: null, wrong }));

test('a scale below zero keeps its sign and its steps', () => {
  const below = { min: '-5', max: '5', step: '0.5' };
  expect(readPoints(below, '-٢٫٥').points).toBe('-2.5');
  expect(readPoints(below, '-2.25').wrong).toBe('off_step');
});

test('what an older page kept and nobody can read is no mark, and breaks nothing', () => {
  const whole = { ...leaf, criterion_id: 'a', weight: '1', levels: [] } as unknown as Leaf;
  const mark = { points: '٣', level: null, na: false, comment: null, pins: [] };
  expect(pointsOf(whole, mark)).toBeNull();
  expect(runningTotal([whole], { scores: { a: mark }, comment: '', notes: '' })).toBe('0.00');
});
