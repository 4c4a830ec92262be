import { expect, test } from 'vitest';
import { arrange } from '../../shared/ui/list/held';
import { type Item, placeIn, queueRules } from './queue';

const item = (number: number, state: Item['state'], title: string, category = 'a'): Item => ({
  evaluation_id: `e${number}`,
  round_id: 'r',
  entry_id: `n${number}`,
  number,
  title,
  title_ar: title,
  title_en: '',
  category_id: category,
  category_ar: category,
  category_en: category,
  state,
  head: null,
  reopened: false,
  late: null,
  saved_at: null,
  later: false,
});
const queue = [
  item(1, 'submitted', 'منصة الخدمات'),
  item(2, 'none', 'إدارة المياه', 'b'),
  item(3, 'draft', 'آفاق'),
  item(4, 'none', 'بيانات المُدن'),
];
const rules = queueRules({ pick: (ar, en) => ar || en || '' });
const ids = (items: Item[]) => items.map((one) => one.number);

test('a filter and a search in any spelling choose together', () => {
  expect(ids(arrange(queue, rules, { state: 'todo' }))).toEqual([2, 3, 4]);
  expect(ids(arrange(queue, rules, { state: 'todo', q: 'اداره  مياه' }))).toEqual([2]);
  expect(ids(arrange(queue, rules, { q: '٤' }))).toEqual([4]);
  expect(ids(arrange(queue, rules, { category: 'b', state: 'submitted' }))).toEqual([]);
});

test('texts sort by their folded spelling, and back', () => {
  expect(ids(arrange(queue, rules, { sort: 'title' }))).toEqual([2, 3, 4, 1]);
  expect(ids(arrange(queue, rules, { sort: '-title' }))).toEqual([1, 4, 3, 2]);
  expect(ids(arrange(queue, rules, { sort: 'state' }))).toEqual([2, 4, 3, 1]);
});

test('next and previous walk the list as the juror sees it', () => {
  expect(placeIn(queue, rules, {}, 'e2')).toEqual({ at: 2, of: 4, previous: 'e1', next: 'e3' });
  expect(placeIn(queue, rules, { state: 'todo', sort: '-number' }, 'e3')).toEqual({
    at: 2,
    of: 3,
    previous: 'e4',
    next: 'e2',
  });
  expect(placeIn(queue, rules, { state: 'none' }, 'e4')).toEqual({ at: 2, of: 2, previous: 'e2', next: null });
});

test('the way back leads to what was submitted on the way', () => {
  expect(placeIn(queue, rules, { state: 'todo' }, 'e2')?.previous).toBeNull();
  expect(placeIn(queue, rules, { state: 'todo' }, 'e2', new Set(['e1']))?.previous).toBe('e1');
});

test('what was just submitted keeps its place until the juror goes on', () => {
  expect(placeIn(queue, rules, { state: 'todo' }, 'e1')).toEqual({ at: 1, of: 4, previous: null, next: 'e2' });
  expect(placeIn(queue, rules, {}, 'elsewhere')).toBeNull();
});

test('what was reopened is neither to do nor a draft: it counts as it was submitted', () => {
  const list = [...queue, { ...item(9, 'draft', 'طلب'), reopened: true }];
  expect(ids(arrange(list, rules, { state: 'reopened' }))).toEqual([9]);
  expect(ids(arrange(list, rules, { state: 'todo' }))).toEqual([2, 3, 4]);
  expect(ids(arrange(list, rules, { state: 'draft' }))).not.toContain(9);
});

test('what is put off stands apart until it is submitted', () => {
  const list = queue.map((one) => ({ ...one, later: one.number !== 3 }));
  expect(ids(arrange(list, rules, { state: 'later' }))).toEqual([2, 4]);
  expect(ids(arrange(list, rules, { state: 'todo' }))).toEqual([3]);
});
