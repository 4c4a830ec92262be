// A rubric's tree while it is edited: the nodes in reading order, each with its depth.
// What stands below a node is the run of deeper nodes after it.
import { newId } from '../../../shared/api/ids';
import type { components } from '../../../shared/api/schema';

export type CriterionIn = components['schemas']['CriterionIn'];
export type RubricCriterion = components['schemas']['RubricCriterion'];
export type CommentRule = components['schemas']['CommentRule'];
export const MAX_DEPTH = 6;

export interface LevelDraft {
  id: string;
  code: string;
  name_ar: string;
  name_en: string;
  description_ar: string;
  description_en: string;
  points: string;
}

export interface NodeDraft {
  id: string;
  depth: number;
  code: string;
  name_ar: string;
  name_en: string;
  description_ar: string;
  description_en: string;
  weight: number | null;
  counted: boolean;
  /** a leaf is marked with points on a step (levels are then written anchors), or with named levels alone */
  mode: 'points' | 'levels';
  minimum: string;
  maximum: string;
  step: string;
  /** whether a mark must say why */
  comment: CommentRule;
  levels: LevelDraft[];
}
export type Tree = readonly NodeDraft[];

/** `c1`, `c2`… the first that nothing here uses. */
export function freeCode(prefix: string, used: Iterable<string>): string {
  const taken = new Set(used);
  let number = 1;
  while (taken.has(`${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
}

export function newNode(tree: Tree, depth: number): NodeDraft {
  return {
    id: newId(),
    depth,
    code: freeCode(
      'c',
      tree.map((node) => node.code),
    ),
    name_ar: '',
    name_en: '',
    description_ar: '',
    description_en: '',
    weight: 1,
    counted: true,
    mode: 'points',
    minimum: '0',
    maximum: '5',
    step: '1',
    comment: 'optional',
    levels: [],
  };
}

export function newLevel(levels: readonly LevelDraft[], points = ''): LevelDraft {
  const code = freeCode(
    'l',
    levels.map((level) => level.code),
  );
  return { id: newId(), code, name_ar: '', name_en: '', description_ar: '', description_en: '', points };
}

export const indexOf = (tree: Tree, id: string): number => tree.findIndex((node) => node.id === id);
const depthAt = (tree: Tree, index: number): number => tree[index]?.depth ?? -1;

/** Where the run of `index` and all below it ends. */
export function endOf(tree: Tree, index: number): number {
  let end = index + 1;
  while (end < tree.length && depthAt(tree, end) > depthAt(tree, index)) end += 1;
  return end;
}
export const isLeaf = (tree: Tree, index: number): boolean => endOf(tree, index) === index + 1;

export function parentOf(tree: Tree, index: number): number | null {
  for (let at = index - 1; at >= 0; at -= 1) if (depthAt(tree, at) < depthAt(tree, index)) return at;
  return null;
}

/** The indexes of those beside it, itself among them, in order. */
export function siblings(tree: Tree, index: number): number[] {
  const parent = parentOf(tree, index);
  const from = parent === null ? 0 : parent + 1;
  const to = parent === null ? tree.length : endOf(tree, parent);
  const found: number[] = [];
  for (let at = from; at < to; at += 1) if (depthAt(tree, at) === depthAt(tree, index)) found.push(at);
  return found;
}

export const change = (tree: Tree, id: string, part: Partial<NodeDraft>): NodeDraft[] =>
  tree.map((node) => (node.id === id ? { ...node, ...part } : node));

export const insertAt = (tree: Tree, index: number, ...nodes: NodeDraft[]): NodeDraft[] => [
  ...tree.slice(0, index),
  ...nodes,
  ...tree.slice(index),
];

export function removeNode(tree: Tree, id: string): NodeDraft[] {
  const index = indexOf(tree, id);
  return index < 0 ? [...tree] : [...tree.slice(0, index), ...tree.slice(endOf(tree, index))];
}

/** The depths at which the run of `id` may stand in a gap (a place between rows of the tree as it is). */
export function depthsAt(tree: Tree, id: string, gap: number): { min: number; max: number } | null {
  const index = indexOf(tree, id);
  if (index < 0) return null;
  const end = endOf(tree, index);
  if (gap > index && gap < end) return null;
  const before = gap === end ? index - 1 : gap - 1;
  const after = gap === index ? end : gap;
  const height = Math.max(...tree.slice(index, end).map((node) => node.depth)) - depthAt(tree, index);
  const max = Math.min(before < 0 ? 0 : depthAt(tree, before) + 1, MAX_DEPTH - 1 - height);
  const min = Math.max(after < tree.length ? depthAt(tree, after) : 0, 0);
  return min <= max ? { min, max } : null;
}

/** Moves the run of `id` into the gap, as deep as wished if it can be; the same tree when it cannot. */
export function moveTo(tree: Tree, id: string, gap: number, wished: number): Tree {
  const range = depthsAt(tree, id, gap);
  if (!range) return tree;
  const index = indexOf(tree, id);
  const end = endOf(tree, index);
  const by = Math.min(range.max, Math.max(range.min, wished)) - depthAt(tree, index);
  if (by === 0 && (gap === index || gap === end)) return tree;
  const run = tree.slice(index, end).map((node) => ({ ...node, depth: node.depth + by }));
  const rest = [...tree.slice(0, index), ...tree.slice(end)];
  return insertAt(rest, gap > index ? gap - run.length : gap, ...run);
}

/** One place up or down among its siblings. */
export function step(tree: Tree, id: string, by: -1 | 1): Tree {
  const index = indexOf(tree, id);
  const beside = siblings(tree, index);
  const other = beside[beside.indexOf(index) + by];
  if (other === undefined) return tree;
  return moveTo(tree, id, by < 0 ? other : endOf(tree, other), depthAt(tree, index));
}

/** Under the sibling before it, as its last child. */
export function indent(tree: Tree, id: string): Tree {
  const index = indexOf(tree, id);
  const beside = siblings(tree, index);
  if (beside.indexOf(index) < 1) return tree;
  return moveTo(tree, id, index, depthAt(tree, index) + 1);
}

/** Out of its parent, to stand after it. */
export function outdent(tree: Tree, id: string): Tree {
  const index = indexOf(tree, id);
  const parent = parentOf(tree, index);
  if (parent === null) return tree;
  return moveTo(tree, id, endOf(tree, parent), depthAt(tree, parent));
}
