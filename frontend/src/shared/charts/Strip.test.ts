import { expect, test } from 'vitest';
import { percentOn } from './Strip';

test('a value stands between the ends of its scale, and never beyond them', () => {
  expect([1, 3, 5, 0, 9].map((value) => percentOn(1, 5, value))).toEqual([0, 50, 100, 0, 100]);
  expect(percentOn(2, 2, 2)).toBe(50);
});
