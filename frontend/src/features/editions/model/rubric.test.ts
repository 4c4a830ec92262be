import { describe, expect, it } from 'vitest';
import { difference } from './difference';
import { copyOf, draftOf, placeErrors, type RubricDraft, wireOf } from './rubric';
import { type NodeDraft, newLevel, newNode } from './tree';

const node = (id: string, depth: number, more: Partial<NodeDraft> = {}): NodeDraft => ({
  ...newNode([], depth),
  id,
  code: id,
  name_ar: id,
  ...more,
});
const draft: RubricDraft = {
  name_ar: 'نموذج',
  name_en: '',
  note_ar: '',
  note_en: '',
  public: false,
  criteria: [
    node('a', 0),
    node('b', 0),
    node('b1', 1, {
      mode: 'levels',
      minimum: '',
      maximum: '',
      step: '',
      levels: [
        { ...newLevel([], '1'), id: 'low' },
        { ...newLevel([], '2'), id: 'high' },
      ],
    }),
    node('b2', 1),
  ],
};

describe('a rubric on the wire', () => {
  it('is nested, and a group sends no scale', () => {
    const wire = wireOf(draft);
    expect(wire.criteria.map((one) => one.id)).toEqual(['a', 'b']);
    const group = wire.criteria[1];
    expect([group?.minimum, group?.step, group?.levels]).toEqual([null, null, []]);
    expect(group?.children?.map((one) => [one.id, one.minimum, one.step, one.levels?.length])).toEqual([
      ['b1', null, null, 2],
      ['b2', '0', '1', 0],
    ]);
  });

  it('comes back as it went', () => {
    const wire = wireOf(draft);
    const saved = { ...wire, id: 'r', edition_id: 'e', version: 1 } as unknown as Parameters<typeof draftOf>[0];
    const back = draftOf(saved).criteria.map(({ id, depth, mode }) => [id, depth, mode]);
    expect(back).toEqual([
      ['a', 0, 'points'],
      ['b', 0, 'points'],
      ['b1', 1, 'levels'],
      ['b2', 1, 'points'],
    ]);
  });

  it('is copied under new ids', () => {
    const copy = copyOf(draft.criteria);
    const ids = (of: readonly NodeDraft[]) => of.flatMap((one) => [one.id, ...one.levels.map((level) => level.id)]);
    expect(ids(copy).filter((id) => ids(draft.criteria).includes(id))).toEqual([]);
    expect(copy.map((one) => [one.code, one.depth])).toEqual(draft.criteria.map((one) => [one.code, one.depth]));
  });

  it('puts each error of the server at its criterion or level', () => {
    const error = (code: string, ...loc: (string | number)[]) => ({ loc, code, message: code });
    const { placed, rest, first } = placeErrors(
      [
        error('duplicate_code', 'criteria', 1, 'children', 1, 'code'),
        error('level_off_scale', 'criteria', 1, 'children', 0, 'levels', 1, 'points'),
        error('duplicate_level', 'body', 'criteria', 1, 'children', 0, 'levels', 0),
        error('no_counted_leaf', 'criteria'),
        error('text_missing', 'name_ar'),
      ],
      wireOf(draft),
    );
    expect([...placed].map(([id, fields]) => [id, [...fields.keys()]])).toEqual([
      ['b2', ['code']],
      ['high', ['points']],
      ['low', ['']],
    ]);
    expect(rest.map((one) => one.code)).toEqual(['no_counted_leaf', 'text_missing']);
    expect(first).toBe('b2');
  });
});

describe("another person's version", () => {
  it('says what differs', () => {
    const theirs = [node('a', 0, { name_ar: 'آخر' }), node('b', 0), node('b2', 0), node('n', 0)];
    const own = draft.criteria.map((one) => (one.id === 'b' ? (theirs[1] as NodeDraft) : one));
    const found = difference(own, theirs, (one) => one.depth);
    const ids = (of: NodeDraft[]) => of.map((one) => one.id);
    expect([ids(found.added), ids(found.removed), ids(found.changed), found.moved]).toEqual([
      ['n'],
      ['b1'],
      ['a'],
      true,
    ]);
  });
});
