// Between the rubric on the wire (nested) and the rubric being edited (a flat tree), and the server's errors at their nodes.
import { newId } from '../../../shared/api/ids';
import type { FieldProblem } from '../../../shared/api/problem';
import type { components } from '../../../shared/api/schema';
import { type CriterionIn, isLeaf, type LevelDraft, type NodeDraft, type RubricCriterion, type Tree } from './tree';

type Rubric = components['schemas']['StaffRubric'];
export type RubricIn = components['schemas']['RubricIn'];

export interface RubricDraft {
  name_ar: string;
  name_en: string;
  note_ar: string;
  note_en: string;
  /** whether entrants may read it and score their own entry by it */
  public: boolean;
  criteria: Tree;
}

export function draftOf(rubric: Rubric): RubricDraft {
  const { name_ar, name_en, note_ar, note_en } = rubric;
  return { name_ar, name_en, note_ar, note_en, public: rubric.public, criteria: flatten(rubric.criteria) };
}

function flatten(criteria: readonly RubricCriterion[], depth = 0): NodeDraft[] {
  return criteria.flatMap((one) => [
    {
      id: one.id,
      depth,
      code: one.code,
      name_ar: one.name_ar,
      name_en: one.name_en,
      description_ar: one.description_ar,
      description_en: one.description_en,
      weight: one.weight,
      counted: one.counted,
      mode: one.step === null && one.levels.length > 0 ? ('levels' as const) : ('points' as const),
      minimum: one.minimum ?? '',
      maximum: one.maximum ?? '',
      step: one.step ?? '',
      comment: one.comment,
      levels: one.levels.map((level) => ({ ...level })),
    },
    ...flatten(one.children, depth + 1),
  ]);
}

const orNull = (text: string): string | null => text.trim() || null;

/** Only a leaf has a scale; a branch keeps its own here, in case its children go again, but does not send it. */
export function wireOf(draft: RubricDraft): RubricIn {
  const { criteria: tree, ...texts } = draft;
  const made: { node: CriterionIn; depth: number }[] = [];
  const roots: CriterionIn[] = [];
  for (const [index, one] of tree.entries()) {
    const leaf = isLeaf(tree, index);
    const { depth, mode, levels, minimum, maximum, step, comment, weight, ...rest } = one;
    const node: CriterionIn = {
      ...rest,
      weight: weight ?? 0,
      minimum: leaf ? orNull(minimum) : null,
      maximum: leaf ? orNull(maximum) : null,
      step: leaf && mode === 'points' ? orNull(step) : null,
      comment: leaf ? comment : 'optional',
      levels: leaf ? levels.map((level) => ({ ...level })) : [],
      children: [],
    };
    while (made.length > 0 && (made.at(-1)?.depth ?? 0) >= depth) made.pop();
    const parent = made.at(-1);
    if (parent) parent.node.children?.push(node);
    else roots.push(node);
    made.push({ node, depth });
  }
  return { ...texts, criteria: roots };
}

/** The same tree under new ids, to start another rubric from. */
export const copyOf = (tree: Tree): NodeDraft[] =>
  tree.map((node) => ({
    ...node,
    id: newId(),
    levels: node.levels.map((level: LevelDraft) => ({ ...level, id: newId() })),
  }));

/** What is wrong by the node's (or level's) id and the field's name; `''` for the node itself. */
export type Placed = Map<string, Map<string, FieldProblem>>;

export interface PlacedErrors {
  placed: Placed;
  /** what is wrong with no criterion in particular */
  rest: FieldProblem[];
  /** the criterion that the first error stands at */
  first: string | null;
}

/** `["criteria", 0, "children", 1, "weight"]` of what was sent, as the id of the node and "weight". */
export function placeErrors(errors: readonly FieldProblem[], sent: RubricIn): PlacedErrors {
  const placed: Placed = new Map();
  let first: string | null = null;
  const rest: FieldProblem[] = [];
  for (const wrong of errors) {
    const loc = wrong.loc[0] === 'body' ? wrong.loc.slice(1) : [...wrong.loc];
    let list: readonly CriterionIn[] | undefined = sent.criteria;
    let owner: string | undefined;
    let node: CriterionIn | undefined;
    let at = 0;
    while (loc[at] === (node ? 'children' : 'criteria') && typeof loc[at + 1] === 'number') {
      node = list?.[loc[at + 1] as number];
      owner = node?.id;
      list = node?.children;
      at += 2;
    }
    first ??= node?.id ?? null;
    if (node && loc[at] === 'levels' && typeof loc[at + 1] === 'number') {
      owner = node.levels?.[loc[at + 1] as number]?.id ?? owner;
      at += 2;
    }
    if (!owner) {
      rest.push(wrong);
      continue;
    }
    const fields = placed.get(owner) ?? new Map<string, FieldProblem>();
    const name = loc.slice(at).join('.');
    if (!fields.has(name)) fields.set(name, wrong);
    placed.set(owner, fields);
  }
  return { placed, rest, first };
}
