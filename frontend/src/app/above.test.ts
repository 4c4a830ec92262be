import { expect, test } from 'vitest';
import { above } from './NotFound';

const routes = [
  '/',
  '/juror',
  '/juror/evaluations/$evaluationId',
  '/editions/$editionId/rounds',
  '/editions/$editionId/assignments/plans/$planId',
  '/editions/$editionId',
];

test('an address that lacks its id leads to the page above it', () => {
  expect(above('/juror/evaluations/', routes)).toBe('/juror');
  expect(above('/juror/evaluations', routes)).toBe('/juror');
  expect(above('/editions', routes)).toBe('/');
  expect(above('/editions/7/assignments/plans', routes)).toBe('/editions/7/assignments');
});

test('an address that means nothing leads nowhere', () => {
  for (const path of ['/', '/nothing', '/juror/evaluations/7/x', '/editions/7/nothing', ''])
    expect(above(path, routes)).toBe(null);
});
