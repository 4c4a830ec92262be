import { describe, expect, test } from 'vitest';
import { dayIn, gregorianText, hijriText, LAST_DAY, toHijri, whenText, zoneText } from './dates';
import type { Reader } from './settings';

const ar: Reader = { language: 'ar', digits: 'latn' };
const en: Reader = { language: 'en', digits: 'latn' };

describe('Hijri', () => {
  test.each([
    ['2009-12-12', 25, 12, 1430],
    ['2010-02-10', 26, 2, 1431],
    ['2010-03-13', 27, 3, 1431],
    ['2018-01-25', 8, 5, 1439],
    ['2021-03-09', 25, 7, 1442],
    ['2021-09-16', 9, 2, 1443],
    ['2023-03-27', 5, 9, 1444],
    ['2023-08-30', 14, 2, 1445],
  ])('%s is %i/%i/%i', (day, d, month, year) => {
    expect(toHijri(day)).toEqual({ day: d, month, year });
  });

  test('nothing is guessed outside the tables', () => {
    expect(toHijri('1700-01-01')).toBeNull();
    expect(toHijri('2300-01-01')).toBeNull();
    expect(hijriText('2300-01-01', ar)).toBe('');
    expect(toHijri(LAST_DAY)?.year).toBe(1600);
  });
});

test('a day never slips with the zone', () => {
  expect(gregorianText('2026-03-01', en)).toBe('1 March 2026');
  expect(dayIn('2026-03-31T20:58:00Z', 'Asia/Riyadh')).toBe('2026-03-31');
  expect(dayIn('2026-03-31T21:00:00Z', 'Asia/Riyadh')).toBe('2026-04-01');
});

test('both calendars, the time, the chosen digits', () => {
  const text = whenText('2026-03-31T20:58:00Z', 'Asia/Riyadh', ar);
  expect(text).toContain('31 مارس 2026');
  expect(text).toContain('1447');
  expect(text).toContain('23:58');
  expect(whenText('2026-03-31T20:58:00Z', 'Asia/Riyadh', { language: 'ar', digits: 'arab' })).toContain('٣١ مارس ٢٠٢٦');
  expect(zoneText('Asia/Riyadh', en)).toMatch(/Saudi Arabia|GMT\+3/);
});
