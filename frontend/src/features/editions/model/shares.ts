// What each criterion weighs in the whole, and what a set of marks comes to: the composite of the rulebook.
import { asciiDigits } from '../../../shared/i18n/numbers';
import { add, compare, type Fraction, fraction, minus, ONE, over, parseFraction, times, ZERO } from './fraction';
import { endOf, isLeaf, type NodeDraft, type Tree } from './tree';

/**
 * The share of every node that counts; the leaves' shares sum to one. A node counts unless it is marked
 * 'shown, not counted' or has no leaf that counts; weights are shared out among the siblings that count.
 */
export function shares(tree: Tree): Map<string, Fraction> {
  const found = new Map<string, Fraction>();
  const counts = (index: number): boolean => {
    const node = tree[index] as NodeDraft;
    if (!node.counted || !node.weight || node.weight < 1) return false;
    if (isLeaf(tree, index)) return true;
    return children(index).some(counts);
  };
  const children = (parent: number): number[] => {
    const depth = parent < 0 ? 0 : (tree[parent] as NodeDraft).depth + 1;
    const end = parent < 0 ? tree.length : endOf(tree, parent);
    const below: number[] = [];
    for (let at = parent + 1; at < end; at += 1) if (tree[at]?.depth === depth) below.push(at);
    return below;
  };
  const give = (parent: number, whole: Fraction): void => {
    const counting = children(parent).filter(counts);
    const sum = counting.reduce((total, at) => total + (tree[at]?.weight ?? 0), 0);
    for (const at of counting) {
      const node = tree[at] as NodeDraft;
      const share = times(whole, fraction(node.weight ?? 0, sum));
      found.set(node.id, share);
      give(at, share);
    }
  };
  give(-1, ONE);
  return found;
}

export const readPoints = (text: string): Fraction | null => parseFraction(asciiDigits(text));

export interface Scale {
  low: Fraction;
  high: Fraction;
  step: Fraction | null;
  /** the points that can be given, when they are few enough to choose from */
  points: Fraction[] | null;
}

/** A leaf's scale, or null while it is not complete. */
export function scaleOf(node: NodeDraft): Scale | null {
  const given = node.levels.map((level) => readPoints(level.points));
  const points = given.filter((one): one is Fraction => one !== null).sort(compare);
  const low = node.minimum.trim() ? readPoints(node.minimum) : node.mode === 'levels' ? (points[0] ?? null) : null;
  const high = node.maximum.trim() ? readPoints(node.maximum) : node.mode === 'levels' ? (points.at(-1) ?? null) : null;
  if (!low || !high || compare(low, high) >= 0) return null;
  if (node.mode === 'levels') return { low, high, step: null, points };
  const step = readPoints(node.step);
  if (!step || compare(step, ZERO) <= 0) return null;
  const count = over(minus(high, low), step);
  if (count.d !== 1n) return null;
  const few = count.n <= 20n;
  return {
    low,
    high,
    step,
    points: few ? Array.from({ length: Number(count.n) + 1 }, (_, at) => add(low, times(step, fraction(at)))) : null,
  };
}

/** Points of the leaf's own scale on 0…100. */
export const mapped = (scale: Scale, points: Fraction): Fraction =>
  over(times(minus(points, scale.low), fraction(100)), minus(scale.high, scale.low));

export interface Part {
  id: string;
  share: Fraction;
  mapped: Fraction;
  adds: Fraction;
}

/** Σ share · mapped points over the counted leaves, with its parts; null when a leaf has no scale or mark. */
export function total(tree: Tree, marks: ReadonlyMap<string, Fraction>): { parts: Part[]; sum: Fraction } | null {
  const parts: Part[] = [];
  const weights = shares(tree);
  for (const [index, node] of tree.entries()) {
    const share = weights.get(node.id);
    if (!share || !isLeaf(tree, index)) continue;
    const scale = scaleOf(node);
    const points = marks.get(node.id);
    if (!scale || !points) return null;
    const on100 = mapped(scale, points);
    parts.push({ id: node.id, share, mapped: on100, adds: times(share, on100) });
  }
  if (parts.length === 0) return null;
  return { parts, sum: parts.reduce((sum, part) => add(sum, part.adds), ZERO) };
}
