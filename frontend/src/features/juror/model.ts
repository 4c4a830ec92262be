// The arithmetic of the score sheet, exact: weights arrive as fractions, marks as decimal text.

import type { Content, Mark } from '../../offline/evaluation';
import type { components } from '../../shared/api/schema';

export type Desk = components['schemas']['JurorEvaluation'];
export type Leaf = Desk['rubric'][number];
export type Node = Desk['criteria'][number];
/** What the score sheet needs of a desk: a practice case has as much. */
export type Sheet = Pick<Desk, 'rubric' | 'criteria'> & Partial<Pick<Desk, 'na_decided'>>;

export const noMark: Mark = { points: null, level: null, na: false, comment: null, pins: [] };
/** No mark, with the words and the evidence of the one that it replaces. */
export const keptOf = ({ comment, pins }: Mark = noMark): Mark => ({ ...noMark, comment, pins });

export const contentOf = (desk: Desk): Content => ({
  scores: desk.scores as unknown as Record<string, Mark>,
  comment: desk.comment,
  notes: desk.notes,
});

export interface Fraction {
  over: bigint;
  under: bigint;
}

/** '3/10', '4' or '4.125' */
export function fraction(text: string): Fraction {
  const [over = '0', under = '1'] = text.split('/');
  const [whole = '0', digits = ''] = over.split('.');
  return { over: BigInt(whole + digits), under: BigInt(under) * 10n ** BigInt(digits.length) };
}

const add = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });

const READABLE = /^-?\d{1,9}(\.\d+)?$/;

/** The points that a mark stands for, or null while there is none. */
export function pointsOf(leaf: Leaf, mark: Mark | undefined): string | null {
  if (!mark) return null;
  if (mark.level !== null) return leaf.levels.find((level) => level.code === mark.level)?.points ?? null;
  return mark.points !== null && READABLE.test(mark.points) ? mark.points : null;
}

export const isCounted = (leaf: Leaf): boolean => fraction(leaf.weight).over !== 0n;
export const missing = (leaves: readonly Leaf[], content: Content): Leaf[] =>
  leaves.filter((leaf) => isCounted(leaf) && pointsOf(leaf, content.scores[leaf.criterion_id]) === null);

/** Whether a mark of this leaf must say why: always, or at the ends of its scale, as the rubric asks. */
export function asksComment(leaf: Leaf, mark: Mark | undefined): boolean {
  const points = pointsOf(leaf, mark);
  if (points === null || mark?.na) return false;
  if (leaf.comment === 'required') return true;
  return leaf.comment === 'extremes' && [leaf.min, leaf.max].some((end) => Number(end) === Number(points));
}
/** The leaves whose mark must say why and does not. */
export const unsaid = (desk: Sheet, content: Content): Leaf[] =>
  desk.rubric.filter((leaf) => {
    const mark = content.scores[leaf.criterion_id];
    return asksComment(leaf, mark) && !mark?.comment?.trim() && !decidedOn(desk, leaf.criterion_id)?.accepted;
  });

/** The one leaf of a pass/fail round, the same in every edition. */
export const isVote = (leaf: Leaf | undefined): boolean =>
  leaf?.criterion_id === '7a55fa11-0000-5000-8000-000000000001';

/** The one leaf of a round that ranks: its entries are ordered on another page. */
export const isOrdered = (desk: Desk): boolean =>
  desk.rubric[0]?.criterion_id === '7a55fa11-0000-5000-8000-000000000002';

/** No score is not zero: a total is shown once something is marked. */
export const isMarked = (leaves: readonly Leaf[], content: Content): boolean =>
  leaves.some((leaf) => isCounted(leaf) && pointsOf(leaf, content.scores[leaf.criterion_id]) !== null);

const one: Fraction = { over: 1n, under: 1n };

/** The leaves' weights where some do not apply: what falls out is shared inside its own branch. */
function sharesOf(nodes: readonly Node[], out: ReadonlySet<string>): Map<string, Fraction> {
  const counting = nodes.flatMap((node) => {
    if (!node.counted || out.has(node.id)) return [];
    const below = node.children.length > 0 ? sharesOf(node.children, out) : new Map([[node.id, one]]);
    return below.size > 0 ? [{ weight: BigInt(node.weight), below }] : [];
  });
  const whole = counting.reduce((sum, { weight }) => sum + weight, 0n);
  return new Map(
    counting.flatMap(({ weight, below }) =>
      [...below].map(([id, part]) => [id, times({ over: weight, under: whole }, part)] as const),
    ),
  );
}

/** What the chair decided on a criterion that was said not to apply. */
export const decidedOn = (desk: Partial<Pick<Desk, 'na_decided'>>, id: string) =>
  desk.na_decided?.find((row) => row.criterion_id === id);

/** The criteria that this evaluation says do not apply, but for those on which the chair decided otherwise. */
export const claimsOf = (desk: Sheet, content: Content): Leaf[] =>
  desk.rubric.filter((leaf) => content.scores[leaf.criterion_id]?.na && !decidedOn(desk, leaf.criterion_id));

/** The leaves with the weights that they have if what is claimed does not apply. */
export function leavesOf(desk: Sheet, content: Content): Leaf[] {
  const claimed = claimsOf(desk, content);
  if (claimed.length === 0) return desk.rubric;
  const out = desk.rubric.filter((leaf) => claimed.includes(leaf) || decidedOn(desk, leaf.criterion_id)?.accepted);
  const shares = sharesOf(desk.criteria, new Set(out.map((leaf) => leaf.criterion_id)));
  return desk.rubric.map((leaf) => {
    const share = shares.get(leaf.criterion_id);
    return { ...leaf, weight: share ? `${share.over}/${share.under}` : '0' };
  });
}

/** The total on 0…100 of what is marked so far, two decimals, half up: '61.50'. */
export function runningTotal(leaves: readonly Leaf[], content: Content): string {
  let sum: Fraction = { over: 0n, under: 1n };
  for (const leaf of leaves) {
    const points = pointsOf(leaf, content.scores[leaf.criterion_id]);
    if (points === null || !isCounted(leaf)) continue;
    const least = fraction(leaf.min);
    const given = fraction(points);
    const most = fraction(leaf.max);
    const above = add(given, { over: -least.over, under: least.under });
    const range = add(most, { over: -least.over, under: least.under });
    const share: Fraction = { over: above.over * range.under * 100n, under: above.under * range.over };
    sum = add(sum, times(fraction(leaf.weight), share));
  }
  const cents = (sum.over * 200n + sum.under) / (2n * sum.under);
  const text = cents.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** The marks on a scale with a step, or null where there are too many to show as buttons. */
export function scaleOf(leaf: Leaf): string[] | null {
  if (leaf.step === null) return null;
  const [least, most, step] = [Number(leaf.min), Number(leaf.max), Number(leaf.step)];
  const count = Math.round((most - least) / step);
  if (count > 10) return null;
  const digits = Math.max(...[leaf.min, leaf.step].map((text) => text.split('.')[1]?.length ?? 0));
  return Array.from({ length: count + 1 }, (_, index) => {
    const value = (least + index * step).toFixed(digits);
    return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  });
}

/** The mark that a digit's key means on this leaf, or null where it means nothing: the first level is 1. */
export function markOfDigit(leaf: Leaf | undefined, mark: Mark | undefined, digit: string): Mark | null {
  const level = leaf?.step === null ? leaf.levels[Number(digit) - 1] : undefined;
  if (level) return { ...keptOf(mark), level: level.code };
  return leaf && scaleOf(leaf)?.includes(digit) ? { ...keptOf(mark), points: digit } : null;
}

/** The rubric in reading order: headings with their depth, and leaves. */
export interface Line {
  node: Node;
  depth: number;
  leaf: Leaf | null;
}
export function linesOf(desk: Sheet): Line[] {
  const leaves = new Map(desk.rubric.map((leaf) => [leaf.criterion_id, leaf]));
  const walk = (nodes: readonly Node[], depth: number): Line[] =>
    nodes.flatMap((node) => [
      { node, depth, leaf: leaves.get(node.id) ?? null },
      ...walk(node.children ?? [], depth + 1),
    ]);
  return walk(desk.criteria, 0);
}
