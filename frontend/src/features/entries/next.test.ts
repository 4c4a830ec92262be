import { expect, test } from 'vitest';
import { nextOf } from './next';

const rows = [101, 104, 109].map((number) => ({ id: `e${number}`, number }));

test('the next to screen comes after this one, and round again', () => {
  expect([nextOf(rows, 101), nextOf(rows, 105), nextOf(rows, 109)]).toEqual(['e104', 'e109', 'e101']);
});

test('the last one has no next', () => {
  expect(nextOf([{ id: 'e1', number: 1 }], 1)).toBeNull();
});
