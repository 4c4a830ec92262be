// Practice: its marks as a sheet has them, and where they stand beside the reference and the others.
import type { Content } from '../../../offline/evaluation';
import type { components } from '../../../shared/api/schema';
import { type Leaf, linesOf, type Node, noMark, pointsOf } from '../model';

export type Practice = components['schemas']['JurorPractice'];
export type Compared = NonNullable<Practice['compared']>;
type Scores = Practice['scores'];

const marks = (scores: Scores): Content['scores'] =>
  Object.fromEntries(Object.entries(scores).map(([id, mark]) => [id, { ...noMark, ...mark }]));

export const contentOfPractice = ({ scores, comment }: Pick<Practice, 'scores' | 'comment'>): Content => ({
  scores: marks(scores),
  comment,
  notes: '',
});

export interface Spread {
  least: string;
  most: string;
  middle: string;
}

/** Of points from the least to the most; the middle of two is the lower one, so that it is a mark that was given. */
export function spreadOf(points: readonly string[]): Spread | null {
  const [least, most, middle] = [points[0], points.at(-1), points[Math.ceil(points.length / 2) - 1]];
  return least === undefined || most === undefined || middle === undefined ? null : { least, most, middle };
}

export interface Row {
  node: Node;
  leaf: Leaf;
  own: number | null;
  reference: number | null;
  others: readonly string[];
}

const given = (leaf: Leaf, scores: Content['scores']): number | null => {
  const points = pointsOf(leaf, scores[leaf.criterion_id]);
  return points === null ? null : Number(points);
};

/** Each criterion in reading order with one's own points, the reference's and the others'. */
export function rowsOf(practice: Practice, compared: Compared): Row[] {
  const [own, reference] = [marks(practice.scores), marks(compared.scores)];
  return linesOf(practice).flatMap(({ node, leaf }) =>
    leaf
      ? [
          {
            node,
            leaf,
            own: given(leaf, own),
            reference: given(leaf, reference),
            others: compared.others.find((one) => one.criterion_id === leaf.criterion_id)?.points ?? [],
          },
        ]
      : [],
  );
}

export type Direction = 'above' | 'below' | 'same';
/** Which side of the reference a distance is on; what is shown of it is its size. */
export const directionOf = (distance: string): Direction =>
  Number(distance) === 0 ? 'same' : distance.startsWith('-') ? 'below' : 'above';
export const sizeOf = (distance: string): string => distance.replace(/^-/, '');
