import { expect, test } from 'vitest';
import { offered } from './evaluation';
import { memory, Server, start, work } from './evaluationTestKit';

test('a change is kept on the device before anything is sent', () => {
  const store = memory();
  const saver = start(new Server(), store);
  saver.change(work('one'));
  expect(store.rows.get('e')?.content.comment).toBe('one');
  expect(saver.current().state).toBe('waiting');
});

test('a key while the desk still takes up earlier work is kept at once too', async () => {
  const store = memory();
  store.rows.set('e', { content: work('earlier'), base: work(''), head: null, waiting: null });
  const kept: string[] = [];
  const { put } = store;
  const server = new Server();
  server.isAway = true;
  const saver = start(server, store);
  store.put = async (id, draft) => {
    kept.push(draft.content.comment);
    if (kept.length === 1) saver.change(work('earlier, and a key'));
    await put(id, draft);
  };
  await saver.resume();
  expect(kept).toEqual(['earlier', 'earlier, and a key']);
  saver.close();
});

test('changes made while one is under way follow it on its head', async () => {
  const server = new Server();
  const saver = start(server, memory());
  saver.change(work('one'));
  server.meanwhile = () => saver.change(work('two'));
  await saver.flush();
  expect([...server.stored.values()].map((r) => r.body.comment)).toEqual(['one', 'two']);
  expect(server.head).toBe([...server.stored.keys()][1]);
  expect(saver.current().state).toBe('saved');
});

test('a lost answer is repeated under the same id and doubles nothing', async () => {
  const server = new Server();
  server.answers = ['dropped', 'lost'];
  const store = memory();
  const saver = start(server, store);
  saver.change(work('one'));
  await saver.flush();
  expect(server.stored.size).toBe(1);
  expect(saver.current().state).toBe('saved');
  expect(store.rows.size).toBe(0);
});

test('a page that died takes its work up again', async () => {
  const server = new Server();
  const store = memory();
  const dead = start(server, store);
  dead.change(work('one'));
  dead.close();
  const saver = start(server, store);
  await saver.resume();
  await saver.flush();
  expect([...server.stored.values()].map((r) => r.body.comment)).toEqual(['one']);
});

test('another device: nothing is overwritten, the decision stands on the server head', async () => {
  const server = new Server();
  const here = start(server, memory());
  const there = start(server, memory());
  there.change(work('there'));
  await there.flush();
  here.change(work('here'));
  await here.flush();
  expect(here.current().state).toBe('conflict');
  here.change(work('here, still typing'));
  await here.flush();
  expect(server.stored.size).toBe(1);
  await here.resolve(work('both'), server.head);
  expect([...server.stored.values()].map((r) => r.body.comment)).toEqual(['there', 'both']);
  expect(here.current().state).toBe('saved');
});

test('a conflict found on a later visit knows what the work was changed from', async () => {
  const server = new Server();
  const store = memory();
  const first = start(server, store);
  first.change(work('common'));
  await first.flush();
  first.change(work('here'));
  first.close();
  const there = start(server, memory());
  there.change(work('there'));
  await there.flush();
  const here = start(server, store);
  await here.resume();
  await here.flush();
  expect(here.current()).toMatchObject({ state: 'conflict', base: work('common'), content: work('here') });
});

test('of two changes the one that was made is offered, and nothing never before something', () => {
  expect(offered(undefined, undefined, '4')).toBe('there');
  expect(offered('3', '3', '4')).toBe('there');
  expect(offered('3', '4', '3')).toBe('here');
  expect(offered('3', '4', '5')).toBe('here');
  expect(offered('4', undefined, '4')).toBe('there');
  expect(offered('4', '4', '')).toBe('here');
});

test('who takes the other device for right has it saved, and since when', async () => {
  const server = new Server();
  const [here, there] = [start(server, memory()), start(server, memory())];
  there.change(work('there'));
  await there.flush();
  here.change(work('here'));
  await here.flush();
  await here.resolve(work('there'), server.head);
  expect(here.current()).toMatchObject({ state: 'saved', status: 'draft', savedAt: '2026-03-10T09:00:00Z' });
  expect(server.stored.size).toBe(1);
});

test('a refused submission says so and keeps the draft', async () => {
  const server = new Server();
  const store = memory();
  const saver = start(server, store);
  saver.change(work('one'));
  await saver.flush();
  server.answers = [{ status: 422, body: { code: 'scores_invalid' } }];
  expect(await saver.submit()).toBe(false);
  expect(saver.current().state).toBe('refused');
  expect(await saver.submit()).toBe(true);
  expect(saver.current().status).toBe('submitted');
});
