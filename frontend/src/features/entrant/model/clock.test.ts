import { expect, test } from 'vitest';
import { narrowed } from './clock';
import { leftUntil } from './left';

const iso = (ms: number) => new Date(ms).toISOString();

test('answers narrow the difference of the clocks down', () => {
  const first = narrowed(null, iso(100_000), 40_000, 40_400);
  expect(first).toEqual({ low: 59_600, high: 60_001 });
  const second = narrowed(first, iso(110_000), 50_000, 50_010);
  expect(second).toEqual({ low: 59_990, high: 60_001 });
});

test('a clock that was set begins again; nonsense changes nothing', () => {
  const known = { low: 0, high: 10 };
  expect(narrowed(known, iso(500_000), 0, 10)).toEqual({ low: 499_990, high: 500_001 });
  expect(narrowed(known, 'soon', 0, 10)).toBe(known);
});

test('the moment of the deadline itself still counts', () => {
  const until = '2026-03-10T09:00:00Z';
  const at = Date.parse(until);
  expect(leftUntil(until, at)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
  expect(leftUntil(until, at + 1)).toBeNull();
  expect(leftUntil(until, at - 90_061_000)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 });
});
