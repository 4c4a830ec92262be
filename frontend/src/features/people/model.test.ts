import { expect, test } from 'vitest';
import { GIVEN, isComplete, placeFor, scopesOf } from './model';

test('a new role keeps the scope it allows, and drops the one it does not', () => {
  const edition = { kind: 'edition', id: 'e' } as const;
  expect(placeFor('auditor', edition)).toBe(edition);
  expect(placeFor('admin', edition)).toEqual({ kind: 'instance', id: null });
  expect(placeFor('entrant', edition)).toEqual({ kind: 'organisation', id: null });
  expect(placeFor('auditor', { kind: 'instance', id: null })).toEqual({ kind: 'edition', id: null });
});

test('every role that is given by hand lies somewhere', () => {
  for (const role of GIVEN) expect(scopesOf(role).length).toBeGreaterThan(0);
});

test('only the whole system needs no thing', () => {
  expect(isComplete({ kind: 'instance', id: null })).toBe(true);
  expect(isComplete({ kind: 'edition', id: null })).toBe(false);
  expect(isComplete({ kind: 'edition', id: 'e' })).toBe(true);
});
