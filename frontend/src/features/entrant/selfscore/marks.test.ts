import { describe, expect, it } from 'vitest';
import { type Criterion, leavesOf, marksOf } from './marks';

const level = (code: string, points: string) => ({
  id: code,
  code,
  name_ar: code,
  name_en: code,
  description_ar: '',
  description_en: '',
  points,
});
const scale = (
  minimum: string | null,
  maximum: string | null,
  step: string | null,
  levels = [] as ReturnType<typeof level>[],
) => marksOf({ minimum, maximum, step, levels }).map((one) => one.points);

describe('the marks that a criterion takes', () => {
  it('are its steps, exactly', () => {
    expect(scale('0', '5', '1')).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(scale('0', '0.5', '0.1')).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5']);
    expect(scale('1', '2', '0.4')).toEqual(['1', '1.4', '1.8']);
  });
  it('are its levels, lowest first, where it has no step', () => {
    expect(scale(null, null, null, [level('b', '10'), level('a', '2')])).toEqual(['2', '10']);
  });
  it('carry the level at their place', () => {
    const found = marksOf({ minimum: '0', maximum: '2', step: '1', levels: [level('good', '2')] });
    expect(found.map((one) => one.level?.code)).toEqual([undefined, undefined, 'good']);
  });
  it('are asked of leaves alone', () => {
    const one = (id: string, children: Criterion[] = []) => ({ id, children }) as Criterion;
    expect(leavesOf([one('a', [one('b'), one('c')]), one('d')]).map(({ leaf }) => leaf.id)).toEqual(['b', 'c', 'd']);
  });
});
