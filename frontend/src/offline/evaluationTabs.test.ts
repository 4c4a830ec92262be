// Two tabs of one browser with the same evaluation: the second follows the first, and whoever writes goes on from there.
import { expect, test } from 'vitest';
import { type Mark, merged } from './evaluation';
import type { Told } from './evaluationTabs';
import { browser, empty, memory, Server, start, work } from './evaluationTestKit';

const turn = () => new Promise((done) => setTimeout(done, 5));
const mark = (points: string): Mark => ({ points, level: null, na: false, comment: null, pins: [] });

async function twoTabs() {
  const [server, store, tab] = [new Server(), memory(), browser()];
  const one = start(server, store, tab());
  await one.resume();
  const two = start(server, store, tab());
  await two.resume();
  return { server, store, tab, one, two };
}

test('what one tab writes the other shows, and goes on from without a question', async () => {
  const { server, store, one, two } = await twoTabs();
  one.change(work('one'));
  expect(two.current()).toMatchObject({ content: work('one'), following: true });
  await one.flush();
  expect(two.current()).toMatchObject({ state: 'saved', stored: work('one') });
  two.change(work('one and two'));
  expect(one.current()).toMatchObject({ content: work('one and two'), following: true });
  await two.flush();
  one.change(work('three'));
  await one.flush();
  expect(server.comments).toEqual(['draft: one', 'draft: one and two', 'draft: three']);
  expect([one.current().state, two.current().state, store.rows.size]).toEqual(['saved', 'saved', 0]);
});

test('a revision under way is taken over under its own id', async () => {
  const { server, one, two } = await twoTabs();
  server.meanwhile = () => two.change(work('two'));
  one.change(work('one'));
  await one.flush();
  await two.flush();
  expect(server.comments).toEqual(['draft: one', 'draft: two']);
  expect([one.current().content.comment, one.current().state]).toEqual(['two', 'saved']);
});

test('a tab that is opened or reloaded while another has unsent work follows it', async () => {
  const { server, store, tab, one, two } = await twoTabs();
  server.isAway = true;
  one.change(work('unsent'));
  await turn();
  two.close();
  const third = start(server, store, tab());
  await third.resume();
  expect(third.current()).toMatchObject({ content: work('unsent'), following: true, state: 'offline' });
  one.close();
  server.isAway = false;
  await third.flush();
  expect(server.comments).toEqual(['draft: unsent']);
  expect(third.current()).toMatchObject({ following: false, state: 'saved' });
});

test('a tab that has read the server anew tells an idle one, and is not told old news', async () => {
  const { server, store, tab, one } = await twoTabs();
  const elsewhere = start(server, memory());
  elsewhere.change(work('another device'));
  await elsewhere.flush();
  const fresh = start(server, store, tab());
  await fresh.resume();
  expect(fresh.current()).toMatchObject({ content: work('another device'), following: false });
  expect(one.current()).toMatchObject({ content: work('another device'), following: true });
});

test('a tab that has read the server just before another saved takes over what was saved, and tells nothing old', async () => {
  const { server, store, tab, one } = await twoTabs();
  const early = start(server, store, tab());
  one.change(work('saved since'));
  await one.flush();
  await early.resume();
  expect(one.current()).toMatchObject({ content: work('saved since'), following: false, state: 'saved' });
  expect(early.current()).toMatchObject({ content: work('saved since'), following: true });
  early.change(work('saved since, and on'));
  await early.flush();
  expect(server.comments).toEqual(['draft: saved since', 'draft: saved since, and on']);
});

test('what a tab changed on an old head meets what was saved since', async () => {
  const { server, store, tab, one } = await twoTabs();
  const early = start(server, store, tab());
  early.change({ ...empty, notes: 'of the early tab' });
  one.change(work('saved since'));
  await one.flush();
  await early.resume();
  await one.flush();
  const both = { ...work('saved since'), notes: 'of the early tab' };
  expect([one.current().content, early.current().content]).toEqual([both, both]);
  expect(server.stored.get(server.head ?? '')?.body.notes).toBe('of the early tab');
  expect(one.current().state).toBe('saved');
});

test('a tab that has read a submitted evaluation just before it was reopened shows it open', async () => {
  const { server, store, tab, one } = await twoTabs();
  one.change(work('one'));
  await one.submit();
  const early = start(server, store, tab());
  await one.reopen();
  await early.resume();
  expect([one.current().reopened, early.current().reopened]).toEqual([true, true]);
});

test('a conflict with a head that another tab told of is with that tab', async () => {
  const { server, one, two } = await twoTabs();
  one.change(work('one'));
  await one.flush();
  server.answers = [{ status: 412, body: { current: { ...work('one'), head: server.head } } }];
  two.change(work('two'));
  await two.flush();
  expect(two.current()).toMatchObject({ state: 'conflict', otherTab: true });
});

test('changes of different marks meet; of the same mark, the later stands', () => {
  const base = { ...empty, scores: { a: mark('1'), b: mark('1') } };
  const mine = { ...base, scores: { a: mark('2'), b: mark('1') }, comment: 'mine' };
  const theirs = { ...base, scores: { a: mark('3'), b: mark('4'), c: mark('5') }, notes: 'theirs' };
  expect(merged(base, mine, theirs)).toEqual({
    scores: { a: mark('2'), b: mark('4'), c: mark('5') },
    comment: 'mine',
    notes: 'theirs',
  });
});

test('a desk that is being left hands over to one that opens meanwhile', async () => {
  const [server, store, tab] = [new Server(), memory(), browser()];
  const old = start(server, store, tab());
  await old.resume();
  old.change(work('old'));
  const fresh = start(server, store, tab());
  let opened: Promise<void> | undefined;
  server.meanwhile = () => {
    opened = fresh.resume().then(() => fresh.change(work('old and new')));
  };
  await old.leave();
  await opened;
  await fresh.flush();
  expect(server.comments).toEqual(['draft: old', 'draft: old and new']);
  expect(fresh.current()).toMatchObject({ content: work('old and new'), state: 'saved', following: false });
  expect(store.rows.size).toBe(0);
});

test('what was changed here while another tab was being left is not lost to its last word', async () => {
  const { server, one, two } = await twoTabs();
  one.change(work('one'));
  const told: Told = structuredClone({
    snapshot: { ...one.current(), base: work(''), stored: work('') },
    open: { head: null, waiting: null, submitting: false, dropped: [], made: null },
    serverHead: null,
    leaves: true,
  });
  two.change({ ...work('one'), notes: 'mine' });
  (two as unknown as { heard: (told: Told) => void }).heard(told);
  expect(two.current()).toMatchObject({ content: { comment: 'one', notes: 'mine' }, following: false });
  await two.flush();
  expect(server.stored.get(server.head ?? '')?.body.notes).toBe('mine');
});
