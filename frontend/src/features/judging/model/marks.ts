// A stored evaluation's marks beside the leaves of its rubric.
import type { components } from '../../../shared/api/schema';

type Criterion = components['schemas']['RubricCriterion'];
type Level = components['schemas']['RubricLevel'];

/** What of the entry a mark rests on. */
export interface Pin {
  field_id: string;
  attachment_id: string | null;
  page: number | null;
}
export interface Mark {
  points?: string | null;
  level?: string | null;
  na?: boolean;
  comment?: string | null;
  pins?: Pin[];
}
export type Scores = Record<string, Mark>;

/** The leaves in the order in which the rubric shows them. */
export function leavesOf(criteria: readonly Criterion[]): Criterion[] {
  return criteria.flatMap((one) => (one.children.length > 0 ? leavesOf(one.children) : [one]));
}

export const levelOf = (leaf: Criterion, mark: Mark | undefined): Level | undefined =>
  mark?.level ? leaf.levels.find((level) => level.code === mark.level) : undefined;

/** What was given: points as written, a level, a claim of not applicable, or nothing. */
export function givenTo(leaf: Criterion, scores: Scores): { points?: string; level?: Level; na?: true } | null {
  const mark = scores[leaf.id];
  if (!mark) return null;
  if (mark.na) return { na: true };
  const level = levelOf(leaf, mark);
  if (level) return { level };
  return mark.points == null ? null : { points: mark.points };
}

const VOTE = '7a55fa11-0000-5000-8000-000000000001';

/** The vote of a pass/fail round: its one mark. */
export function voteIn(scores: Scores): { level: 'pass' | 'fail'; mark: Mark } | null {
  const mark = scores[VOTE];
  return mark?.level === 'pass' || mark?.level === 'fail' ? { level: mark.level, mark } : null;
}
