import { expect, it } from 'vitest';
import { openOf } from './corrections';

it('opens what was named and what depends on it, and all of an entry returned whole', () => {
  const open = openOf({ open_parts: ['a', 'b'], corrections: [{ part: 'a', note: 'السنة؟' }] });
  expect(['a', 'b', 'c'].map(open.has)).toEqual([true, true, false]);
  expect(['a', 'b'].map(open.note)).toEqual(['السنة؟', null]);
  expect(openOf({ open_parts: null, corrections: [] }).has('c')).toBe(true);
});
