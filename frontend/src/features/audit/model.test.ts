import { expect, test } from 'vitest';
import { dayOfEnd, dayOfStart, endOf, factLines, startOf } from './model';

const ID = '019b76da-a800-7d91-8dfc-da3f047b97e5';

test('ids and empty facts are not for readers, a reason comes first', () => {
  const lines = factLines({ round_id: ID, before: 'screening', after: 'judging', reason: 'اكتمل الفرز', note: '' });
  expect(lines.map((line) => line.name)).toEqual(['reason', 'before', 'after']);
});

test('each value says what it is', () => {
  const kinds = factLines({
    added: 552,
    again: true,
    closes_at: '2026-11-30T20:59:00+00:00',
    sha256: 'a'.repeat(64),
    members: [ID, ID],
    codes: ['a', 'b'],
  }).map((line) => line.value.kind);
  expect(kinds).toEqual(['number', 'yes', 'moment', 'number', 'list', 'hash']);
});

test('a pair of languages is one field', () => {
  expect(factLines({ changed: ['name_ar', 'name_en', 'folded', 'city'] })).toEqual([
    { name: 'changed', value: { kind: 'fields', names: ['name', 'city'] } },
  ]);
});

test('a fact with facts inside is told by its parts', () => {
  expect(factLines({ planted: { juror: ID, entries: [ID] } })).toEqual([
    { name: 'entries', value: { kind: 'number', number: 1 } },
  ]);
});

test('days of the filter are whole days', () => {
  expect(startOf('2026-03-10')).toBe('2026-03-09T21:00:00.000Z');
  expect(endOf('2026-03-10')).toBe('2026-03-10T21:00:00.000Z');
  expect(dayOfStart(startOf('2026-03-10'))).toBe('2026-03-10');
  expect(dayOfEnd(endOf('2026-03-10'))).toBe('2026-03-10');
  expect(dayOfStart('x')).toBe(null);
});
