import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { tidy, USUAL, useColumns } from './columns';

test('columns keep the order of the table and the name of the row', () => {
  expect(tidy(['state', 'number', 'gone'])).toEqual(['number', 'title', 'state']);
  expect(tidy(null)).toEqual(USUAL);
});

test('each person has a choice of their own on the device', () => {
  const sara = renderHook(() => useColumns('sara'));
  expect(sara.result.current[0]).toEqual(USUAL);
  act(() => sara.result.current[1](['title', 'screener', 'files']));
  expect(sara.result.current[0]).toEqual(['title', 'screener', 'files']);
  expect(renderHook(() => useColumns('sara')).result.current[0]).toEqual(['title', 'screener', 'files']);
  expect(renderHook(() => useColumns('omar')).result.current[0]).toEqual(USUAL);
  localStorage.setItem('tahkeem.columns.entries.sara', '{broken');
  expect(renderHook(() => useColumns('sara')).result.current[0]).toEqual(USUAL);
});
