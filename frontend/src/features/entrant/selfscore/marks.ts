// Which marks a criterion takes: its levels, or the steps of its scale.
import type { components } from '../../../shared/api/schema';

export type Criterion = components['schemas']['RubricCriterion'];
type Level = Criterion['levels'][number];
export interface Mark {
  points: string;
  level?: Level;
}
/** no mark */
export const NONE = '';
const MOST = 201;

/** The leaves in the rubric's order, each with the names above it. */
export function leavesOf(
  criteria: readonly Criterion[],
  above: readonly Criterion[] = [],
): { leaf: Criterion; above: readonly Criterion[] }[] {
  return criteria.flatMap((one) =>
    one.children.length > 0 ? leavesOf(one.children, [...above, one]) : [{ leaf: one, above }],
  );
}

const exact = (milli: number): string => String(milli / 1000);

/** Points in thousandths, so that steps of 0.1 add up. */
const milli = (text: string | null | undefined): number | null =>
  text == null ? null : Math.round(Number(text) * 1000);

export function marksOf(leaf: Pick<Criterion, 'minimum' | 'maximum' | 'step' | 'levels'>): Mark[] {
  const named = new Map(leaf.levels.map((level) => [milli(level.points), level]));
  const step = milli(leaf.step);
  const low = milli(leaf.minimum);
  const high = milli(leaf.maximum);
  if (!step || low === null || high === null)
    return [...leaf.levels]
      .sort((one, other) => Number(one.points) - Number(other.points))
      .map((level) => ({ points: level.points, level }));
  const count = Math.min(Math.floor((high - low) / step) + 1, MOST);
  return Array.from({ length: count }, (_, at) => {
    const value = low + at * step;
    const level = named.get(value);
    return level ? { points: exact(value), level } : { points: exact(value) };
  });
}
