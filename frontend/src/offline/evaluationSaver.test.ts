import { expect, test, vi } from 'vitest';
import { offered, type Revision } from './evaluation';
import { EvaluationSaver } from './evaluationSaver';
import { givenOf, memory, Server, start, work } from './evaluationTestKit';

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

test('a device that refuses to keep stops no saving, and says what is on the screen alone', async () => {
  const [server, store] = [new Server(), memory()];
  const { put } = store;
  store.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const saver = start(server, store);
  await saver.resume();
  saver.change(work('3'));
  await saver.flush();
  expect(server.comments).toEqual(['draft: 3']);
  expect(saver.current()).toMatchObject({ state: 'saved', unkept: false });
  server.isAway = true;
  saver.change(work('4'));
  const sending = saver.flush();
  await vi.waitFor(() => expect(saver.current()).toMatchObject({ state: 'offline', unkept: true }));
  store.put = put; // room was made
  saver.change(work('5'));
  await vi.waitFor(() => expect(saver.current().unkept).toBe(false));
  server.isAway = false;
  await sending;
  await saver.flush();
  expect(server.comments.at(-1)).toBe('draft: 5');
  expect(saver.current()).toMatchObject({ state: 'saved', unkept: false });
});

test('what was held is decided when another device has reopened meanwhile, and not thrown away', async () => {
  const server = new Server();
  const here = start(server, memory());
  server.meanwhile = () => here.change(work('5'));
  await here.submit();
  await here.flush();
  expect(here.current().state).toBe('held');
  const there = start(server, memory());
  await there.reopen();
  there.change(work('4'));
  await there.flush();
  await here.reopen();
  expect(here.current()).toMatchObject({ state: 'conflict', content: work('5') });
  expect(here.current().refusal?.body.current).toMatchObject(work('4'));
});

test('what two devices made before the deadline is still of before it when it is decided after it', async () => {
  const server = new Server();
  const there = start(server, memory());
  there.change(work('4'));
  await there.flush();
  let [now, isOver] = ['2026-03-10T10:00:00Z', false];
  const store = memory();
  const here = new EvaluationSaver({
    ...givenOf(server, store),
    head: null,
    isOver: () => isOver,
    now: () => new Date(now),
  });
  here.change(work('5'));
  void here.submit();
  await vi.waitFor(() => expect(here.current().state).toBe('conflict'));
  here.close();
  [now, isOver] = ['2026-03-10T12:00:00Z', true];
  const later = new EvaluationSaver({
    ...givenOf(server, store),
    head: null,
    isOver: () => isOver,
    now: () => new Date(now),
  });
  await later.resume();
  await vi.waitFor(() => expect(later.current().state).toBe('conflict'));
  await later.resolve(work('5'), server.head);
  expect(server.comments.at(-1)).toBe('submitted: 5');
  expect(server.stored.get(server.head ?? '')?.body.made_at).toBe('2026-03-10T10:00:00.000Z');
});

test('before the deadline a decision is a draft of now, and its juror submits', async () => {
  const server = new Server();
  const there = start(server, memory());
  const here = start(server, memory());
  there.change(work('4'));
  await there.flush();
  here.change(work('5'));
  await here.submit();
  expect(here.current().state).toBe('conflict');
  await here.resolve(work('5'), server.head);
  expect(server.comments.at(-1)).toBe('draft: 5');
});

test('of two submissions that came in the grace window the chosen one is sent in the place of the other', async () => {
  const server = new Server();
  const current = { ...work('3'), head: 'late', status: 'submitted' };
  const answers = [
    { status: 412, body: { code: 'diverged', late: true, current } },
    { status: 202, body: { head: 'r' } },
  ];
  const sent: Revision[] = [];
  server.send = async (revision) => {
    sent.push(revision);
    return answers[sent.length - 1] ?? { status: 500, body: {} };
  };
  const here = start(server, memory());
  here.change(work('5'));
  await here.submit();
  expect(here.current().state).toBe('conflict');
  await here.resolve(work('5'), 'late');
  expect(sent.map(({ parent, body }) => [parent, body.status, body.comment])).toEqual([
    [null, 'submitted', '5'],
    ['late', 'submitted', '5'],
  ]);
  expect(here.current()).toMatchObject({ state: 'saved', status: 'submitted' });
});
