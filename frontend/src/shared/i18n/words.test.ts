import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fold, matches, pick } from './bidi';
import { READS_ENTRIES } from './i18n';
import { asciiDigits, formatNumber, localDigits, parseNumber } from './numbers';
import { localeTag } from './settings';

describe('numbers', () => {
  test('one formatter, two digit sets', () => {
    expect(formatNumber(12345.5, { language: 'ar', digits: 'latn' })).toBe('12,345.5');
    expect(formatNumber(12345.5, { language: 'ar', digits: 'arab' })).toBe('١٢٬٣٤٥٫٥');
    expect(formatNumber(12345.5, { language: 'en', digits: 'arab' })).toBe('12,345.5');
    expect(localDigits('INJ-042', 'arab')).toBe('INJ-٠٤٢');
  });
  test('people type in three digit sets', () => {
    expect(asciiDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789 0123456789');
    expect(parseNumber('١٬٢٣٤٫٥')).toBe(1234.5);
    expect(parseNumber('۴۲')).toBe(42);
    expect(parseNumber('1,234')).toBe(1234);
    expect(parseNumber('')).toBeNull();
    expect(parseNumber('abc')).toBeNull();
  });
});

test('search folds Arabic spelling', () => {
  expect(matches('يَسِّر', 'يسر')).toBe(true);
  expect(fold('شؤون')).toBe(fold('شئون'));
  expect(fold('مسؤول')).toBe(fold('مسئول'));
  expect(matches('أمانة منطقة عسير', 'امانه')).toBe(true);
});

const searches: { text: string; query: string; found: boolean }[] = JSON.parse(
  readFileSync('../tests/vectors/search.json', 'utf8'),
);
test.each(searches)('as on the server: $query in $text is $found', ({ text, query, found }) => {
  expect(matches(text, query)).toBe(found);
});

test('the other language serves where one is empty', () => {
  expect(pick('en', 'جائزة', '')).toBe('جائزة');
  expect(pick('ar', 'جائزة', 'Award')).toBe('جائزة');
  expect(pick('ar', null, null)).toBe('');
});

describe('plurals', () => {
  test('Arabic has six forms', () => {
    const rules = new Intl.PluralRules(localeTag({ language: 'ar', digits: 'latn' }));
    const forms = [0, 1, 2, 5, 7, 11, 18, 33, 61, 100, 121, 168, 184].map((n) => rules.select(n));
    expect(forms).toEqual([
      'zero',
      'one',
      'two',
      'few',
      'few',
      'many',
      'many',
      'many',
      'many',
      'other',
      'many',
      'many',
      'many',
    ]);
  });

  test('who shows the parts of an entry loads their words', () => {
    const readers = globSync('src/features/*/**/*.{ts,tsx}')
      .filter((file) => /shared\/entry\//.test(readFileSync(file, 'utf8')))
      .map((file) => file.split('/')[2]);
    expect([...new Set(readers)].sort()).toEqual(READS_ENTRIES);
  });

  const catalogues = globSync('src/**/locales/{ar,en}.po').filter((file) => existsSync(file));
  test('there are catalogues', () => expect(catalogues.length).toBeGreaterThan(4));
  test.each(catalogues)('every plural of %s is complete', (file) => {
    const arabic = file.endsWith('ar.po');
    const forms = arabic ? ['zero', 'one', 'two', 'few', 'many', 'other'] : ['one', 'other'];
    const texts =
      readFileSync(file, 'utf8')
        .replace(/"\n"/g, '')
        .match(/^msg(?:id|str) ".*"$/gm) ?? [];
    const side = arabic ? 'msgid' : 'msgstr';
    for (const text of texts.filter((line) => line.startsWith(side) && /, (plural|selectordinal),/.test(line))) {
      for (const part of text.split(/, plural,/).slice(1))
        for (const form of forms) expect(part, `${file}: ${text}`).toMatch(new RegExp(`(^|[ }])${form} ?\\{`));
    }
  });
});
