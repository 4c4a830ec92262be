// A round's practice case as its form edits it: the text, and the marks that it should get.
import type { components } from '../../../shared/api/schema';
import { leavesOf } from './marks';

export type Criterion = components['schemas']['RubricCriterion'];
export type StaffPractice = components['schemas']['StaffPractice'];
export type Score = components['schemas']['ColleagueScore'];
export type Category = components['schemas']['StaffCategory'];

export interface PracticeValues {
  category_id: string | null;
  title_ar: string;
  title_en: string;
  body_ar: string;
  body_en: string;
  demand: StaffPractice['demand'];
  scores: Record<string, Score>;
  comment: string;
}

export const noScore: Score = { points: null, level: null, na: false, comment: null };

/** The categories by whose criteria a case can be marked. */
export const markable = (categories: readonly Category[]): Category[] =>
  categories.filter((one) => one.rubric_id !== null);

export const blankPractice = (categories: readonly Category[]): PracticeValues => ({
  category_id: categories.length === 1 ? (categories[0]?.id ?? null) : null,
  title_ar: '',
  title_en: '',
  body_ar: '',
  body_en: '',
  demand: 'offered',
  scores: {},
  comment: '',
});

export const valuesOfPractice = ({
  category_id,
  title_ar,
  title_en,
  body_ar,
  body_en,
  demand,
  scores,
  comment,
}: StaffPractice): PracticeValues => ({
  category_id,
  title_ar,
  title_en,
  body_ar,
  body_en,
  demand,
  scores,
  comment,
});

/** The ends of a leaf's scale: as written, or by its levels. */
export function endsOf(leaf: Criterion): [number, number] {
  const points = leaf.levels.map((level) => Number(level.points));
  return [Number(leaf.minimum ?? Math.min(...points)), Number(leaf.maximum ?? Math.max(...points))];
}

/** The points of a mark, or null while there is none. */
export function pointsOf(leaf: Criterion, score: Score | undefined): number | null {
  const points = score?.level ? leaf.levels.find((level) => level.code === score.level)?.points : score?.points;
  return points == null ? null : Number(points);
}

/** Whether a mark of this leaf must say why, as the rubric asks it of jurors. */
export function asksWhy(leaf: Criterion, score: Score | undefined): boolean {
  const points = pointsOf(leaf, score);
  if (points === null) return false;
  return leaf.comment === 'required' || (leaf.comment === 'extremes' && endsOf(leaf).includes(points));
}

export type Lack = 'mark' | 'why';
/** What a leaf of the reference still lacks. A leaf that is not counted needs no mark. */
export function lackOf(leaf: Criterion, score: Score | undefined): Lack | null {
  if (pointsOf(leaf, score) === null) return leaf.share === null ? null : 'mark';
  return asksWhy(leaf, score) && !score?.comment?.trim() ? 'why' : null;
}

/** The marks of the rubric's own leaves: what was typed for another category's is left out. */
export const scoresFor = (criteria: readonly Criterion[], scores: PracticeValues['scores']): PracticeValues['scores'] =>
  Object.fromEntries(leavesOf(criteria).flatMap(({ id }) => (scores[id] ? [[id, scores[id]]] : [])));
