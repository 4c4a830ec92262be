import { describe, expect, test } from 'vitest';
import { newField } from './fields';
import {
  brokenConditions,
  changeKind,
  cloneForm,
  duplicate,
  type FormDraft,
  idOf,
  insertAfter,
  itemsOf,
  moveBy,
  moveTo,
  newSection,
  remove,
} from './form';

const field = (id: string, section: string | null, more = {}) => ({
  ...newField('short_text', [], section),
  id,
  code: id,
  ...more,
});
const section = (id: string) => ({ ...newSection(), id, title_ar: id });
/** a | S1: b c | S2: d */
const form = (): FormDraft => ({
  sections: [section('S1'), section('S2')],
  fields: [field('d', 'S2'), field('a', null), field('b', 'S1'), field('c', 'S1')],
});
const read = (one: FormDraft | null): string => (one ? itemsOf(one).map(idOf).join(' ') : 'stays');
const on = (id: string, op = 'answered', value = '') =>
  ({ match: 'all', conditions: [{ field_id: id, op, value }] }) as never;

describe('order', () => {
  test('what stands before the first section comes first, whatever the order of the rows', () => {
    expect(read(form())).toBe('a S1 b c S2 d');
  });
  test('a question moves into another section and out of all', () => {
    expect(read(moveTo(form(), 'b', 6))).toBe('a S1 c S2 d b');
    expect(moveTo(form(), 'b', 6)?.fields.find((one) => one.id === 'b')?.section_id).toBe('S2');
    expect(moveTo(form(), 'b', 0)?.fields.find((one) => one.id === 'b')?.section_id).toBe(null);
    expect(read(moveTo(form(), 'b', 2))).toBe('stays');
  });
  test('a section goes with its questions and never into another', () => {
    expect(read(moveTo(form(), 'S2', 0))).toBe('a S2 d S1 b c');
    expect(read(moveTo(form(), 'S1', 6))).toBe('a S2 d S1 b c');
    expect(read(moveTo(form(), 'S2', 3))).toBe('stays');
  });
  test('by the keyboard one step at a time, across sections', () => {
    expect(read(moveBy(form(), 'b', -1))).toBe('a b S1 c S2 d');
    expect(read(moveBy(form(), 'c', 1))).toBe('a S1 b S2 c d');
    expect(read(moveBy(form(), 'a', -1))).toBe('stays');
    expect(read(moveBy(form(), 'd', 1))).toBe('stays');
    expect(read(moveBy(form(), 'S1', 1))).toBe('a S2 d S1 b c');
    expect(read(moveBy(form(), 'S2', -1))).toBe('a S2 d S1 b c');
    expect(read(moveBy(form(), 'S2', 1))).toBe('stays');
  });
  test('what is added stands after what is open', () => {
    expect(read(insertAfter(form(), 'b', { type: 'field', field: field('x', null) }))).toBe('a S1 b x c S2 d');
    expect(read(insertAfter(form(), null, { type: 'field', field: field('x', null) }))).toBe('a S1 b c S2 d x');
    expect(read(insertAfter(form(), 'b', { type: 'section', section: section('X') }))).toBe('a S1 b c X S2 d');
    expect(read(insertAfter(form(), null, { type: 'section', section: section('X') }))).toBe('a S1 b c S2 d X');
  });
});

describe('taking away and copying', () => {
  test('conditions on a removed question go with it, others stay', () => {
    const one = form();
    one.fields = one.fields.map((each) =>
      each.id === 'c' ? { ...each, visible_if: on('a') } : each.id === 'd' ? { ...each, visible_if: on('b') } : each,
    );
    const left = remove(one, 'a');
    expect(left.fields.map((each) => [each.id, each.visible_if !== null])).toEqual([
      ['b', false],
      ['c', false],
      ['d', true],
    ]);
  });
  test('a section leaves its questions to the one above', () => {
    expect(read(remove(form(), 'S2'))).toBe('a S1 b c d');
    expect(remove(form(), 'S2').fields.find((each) => each.id === 'd')?.section_id).toBe('S1');
  });
  test('a copy has its own id and code', () => {
    const made = duplicate(form(), 'b');
    expect(read(made?.form ?? null)).toBe(`a S1 b ${made?.id} c S2 d`);
    expect(new Set(made?.form.fields.map((each) => each.code)).size).toBe(5);
  });
  test('another kind of a public question is another question', () => {
    const one = form();
    const to = { ...field('b', 'S1'), kind: 'url' as const };
    expect(changeKind(one, 'b', to, false).id).toBe('b');
    const fixed = changeKind(one, 'b', to, true);
    expect([fixed.id === 'b', fixed.form.fields.some((each) => each.id === 'b')]).toEqual([false, false]);
  });
});

describe('another category', () => {
  const other = (): FormDraft => ({
    sections: [section('S1'), section('T')],
    fields: [
      field('a', null),
      { ...field('n', 'T'), id: 'n9', visible_if: on('m9') },
      { ...field('m', 'S1'), id: 'm9' },
    ],
  });
  test('replaces, with new ids and its conditions pointing inside', () => {
    const made = cloneForm(other(), form(), 'replace');
    expect([made.fields, made.sections, made.skipped]).toEqual([3, 2, 0]);
    const [a, m, n] = made.form.fields;
    expect([a?.code, m?.code, n?.code]).toEqual(['a', 'm', 'n']);
    expect(n?.visible_if?.conditions[0]?.field_id).toBe(m?.id);
    expect(m?.id).not.toBe('m9');
  });
  test('merges what is not there yet, into sections of the same name', () => {
    const made = cloneForm(other(), form(), 'merge');
    expect([made.fields, made.sections, made.skipped]).toEqual([2, 1, 1]);
    expect(made.form.fields.map((each) => each.code)).toEqual(['a', 'b', 'c', 'm', 'd', 'n']);
  });
});

test('conditions that cannot hold are found', () => {
  const one = form();
  const choice = { ...newField('choice', []), id: 'q', code: 'q', section_id: null };
  one.fields = [
    choice,
    field('a', null, { visible_if: on('d') }),
    field('b', 'S1', { visible_if: on('q', 'equals', 'gone') }),
    field('c', 'S1', { visible_if: on('q', 'equals', 'o1') }),
    field('d', 'S2', { visible_if: on('q', 'includes', 'o1') }),
  ];
  expect([...brokenConditions(one)]).toEqual([
    ['a', 'later'],
    ['b', 'answer'],
    ['d', 'answer'],
  ]);
});
