import { expect, test } from 'vitest';
import { passed } from './announce';
import { narrowed } from './clock';
import { leftUntil } from './left';

const UNTIL = '2026-03-30T20:59:00Z';
const END = Date.parse(UNTIL);
const before = (minutes: number) => END - minutes * 60_000;

test('each moment is said once, when the clock passes it', () => {
  expect(passed(UNTIL, before(61), before(60))).toBe(60);
  expect(passed(UNTIL, before(60), before(59))).toBeNull();
  expect(passed(UNTIL, before(10.01), before(9.99))).toBe(10);
  expect(passed(UNTIL, before(1.01), before(0.99))).toBe(1);
  expect(passed(UNTIL, before(0.01), END)).toBe('over');
  expect(passed(UNTIL, END, END + 1000)).toBeNull();
});

test('a laptop that slept through several moments hears the nearest alone', () => {
  expect(passed(UNTIL, before(90), before(5))).toBe(10);
  expect(passed(UNTIL, before(90), END + 5000)).toBe('over');
});

test('a clock that is wrong by hours does not move the deadline', () => {
  const wrong = 5 * 3_600_000; // this computer is five hours ahead
  const sent = before(30) + wrong;
  const bounds = narrowed(null, new Date(before(30)).toISOString(), sent, sent + 40);
  const offset = ((bounds?.low ?? 0) + (bounds?.high ?? 0)) / 2;
  const left = leftUntil(UNTIL, sent + 40 + offset);
  expect(left).toMatchObject({ days: 0, hours: 0, minutes: 29 });
});
