// A copy of a juror's order names each entry and tells its place as people read it, whatever waits on the device.
import { expect, test } from 'vitest';
import type { KeptAct } from './acts';
import type { KeptDraft } from './device';
import { contentOfOrder, orderKey } from './order';
import { actRows, orderDesk, ownWork, withPlaces, workRows } from './ownWork';

const words = {
  header: ['head'],
  onServer: 'server',
  onDevice: 'device',
  comment: 'comment',
  notes: 'notes',
  na: 'n/a',
  acts: { ask: 'question', step_back: 'recusal', complete: 'sign-off' },
};
const order = {
  ranking_id: 'r',
  status: 'draft',
  tiers: [['a', 'b'], ['c']],
  comment: 'why',
  notes: '',
  entries: [
    { entry_id: 'a', number: 7, title: 'A' },
    { entry_id: 'b', number: 8, title: 'B' },
    { entry_id: 'c', number: 9, title: 'C' },
  ],
};

test('an order is a line for each entry, with its title and place', () => {
  const works = ownWork([orderDesk(order, 'category')], []).map(withPlaces);
  expect(workRows(works, words).slice(1, 4)).toEqual([
    [null, 'category', 'server', '7 – A', '1', null],
    [null, 'category', 'server', '8 – B', '1', null],
    [null, 'category', 'server', '9 – C', '3', null],
  ]);
});

test('what waits on the device is told, without places of entries that have left', () => {
  const content = contentOfOrder({ tiers: [['gone'], ['c'], ['a', 'b']], comment: '', notes: '' });
  const draft = { evaluation_id: orderKey('r'), content } as Parameters<typeof ownWork>[1][number];
  const works = ownWork([orderDesk(order, 'category')], [draft]).map(withPlaces);
  expect(workRows(works, words).slice(1, 4)).toEqual([
    [null, 'category', 'device', '7 – A', '2', null],
    [null, 'category', 'device', '8 – B', '2', null],
    [null, 'category', 'device', '9 – C', '1', null],
  ]);
});

test('work on an entry that cannot be read any more is named by what the device kept of it', () => {
  const mark = { points: '4', level: null, na: false, comment: 'good', pins: [] };
  const content = { scores: { k: mark }, comment: '', notes: '' };
  const about = { number: 104, criteria: [{ criterion_id: 'k', code: 'A1' }] };
  const draft = { evaluation_id: 'e', content, about, parked: 'refused' } as unknown as KeptDraft;
  expect(workRows(ownWork([], [draft]), words)[1]).toEqual([104, '', 'device', 'A1', '4', 'good']);
});

test('what does not apply is no missing mark', () => {
  const mark = { points: null, level: null, na: true, comment: 'no branches', pins: [] };
  const content = { scores: { k: mark }, comment: '', notes: '' };
  const about = { number: 104, criteria: [{ criterion_id: 'k', code: 'A1' }] };
  const draft = { evaluation_id: 'e', content, about } as unknown as KeptDraft;
  expect(workRows(ownWork([], [draft]), words)[1]).toEqual([104, '', 'device', 'A1', 'n/a', 'no branches']);
});

test('what was asked, left and signed, and not taken, is in the copy', () => {
  const works = ownWork([orderDesk(order, 'category')], []);
  const acts = [
    { kind: 'ask', evaluation_id: orderKey('r'), body: 'why?', attachment_id: null, question_id: 'q' },
    { kind: 'step_back', evaluation_id: 'e', number: 104, reason: 'my brother', round_id: 'o', why: 'family' },
    { kind: 'later', evaluation_id: 'e', later: true },
    { kind: 'complete', round_id: 'o' },
  ] as unknown as KeptAct[];
  expect(actRows(acts, works, words)).toEqual([
    [null, 'category', 'device', 'question', null, 'why?'],
    [104, '', 'device', 'recusal', null, 'my brother'],
    [null, '', 'device', 'sign-off', null, null],
  ]);
});
