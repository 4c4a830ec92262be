import { expect, test } from 'vitest';
import { type Compared, contentOfPractice, directionOf, type Practice, rowsOf, sizeOf, spreadOf } from './model';

const mark = (points: string | null, level: string | null = null) => ({ points, level, na: false, comment: null });
const node = (id: string, children: unknown[] = []) => ({ id, name_ar: id, name_en: id, children });
const leaf = (id: string, levels: { code: string; points: string }[] = []) => ({
  criterion_id: id,
  min: '0',
  max: '5',
  step: levels.length > 0 ? null : '1',
  levels,
});

test('the spread of points is its ends and a mark that was given', () => {
  expect(spreadOf([])).toBeNull();
  expect(spreadOf(['4.00'])).toEqual({ least: '4.00', most: '4.00', middle: '4.00' });
  expect(spreadOf(['1.00', '4.00'])).toEqual({ least: '1.00', most: '4.00', middle: '1.00' });
  expect(spreadOf(['1.00', '2.00', '5.00'])?.middle).toBe('2.00');
  expect(spreadOf(['1.00', '2.00', '4.00', '5.00'])?.middle).toBe('2.00');
});

test('a distance has a side and a size', () => {
  expect(['-6.00', '40.00', '0.00', '-0.00'].map(directionOf)).toEqual(['below', 'above', 'same', 'same']);
  expect(['-6.00', '40.00'].map(sizeOf)).toEqual(['6.00', '40.00']);
});

test('what was saved comes to the sheet as marks without evidence', () => {
  const content = contentOfPractice({ scores: { a: mark('3') }, comment: 'قيل' });
  expect(content).toEqual({ scores: { a: { ...mark('3'), pins: [] } }, comment: 'قيل', notes: '' });
});

test('each leaf stands in reading order with three sides, a level by its points, none as none', () => {
  const levels = [{ code: 'good', points: '4' }];
  const practice = {
    criteria: [node('a'), node('h', [node('b')])],
    rubric: [leaf('b', levels), leaf('a')],
    scores: { a: mark('0') },
  } as unknown as Practice;
  const compared = {
    scores: { a: mark('2'), b: mark(null, 'good') },
    others: [{ criterion_id: 'b', points: ['1.00', '5.00'] }],
  } as unknown as Compared;
  const rows = rowsOf(practice, compared).map((row) => [row.node.id, row.own, row.reference, row.others]);
  expect(rows).toEqual([
    ['a', 0, 2, []],
    ['b', null, 4, ['1.00', '5.00']],
  ]);
});
