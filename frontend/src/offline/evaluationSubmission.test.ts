// Submitting without a network, changing one's mind, and what the server did not take.
import { expect, test } from 'vitest';
import { memory, Server, start, submittedOffline, until, work } from './evaluationTestKit';

test('a submission without a network waits, says so, and goes out when the network is back', async () => {
  const { server, store, saver } = await submittedOffline();
  expect(saver.current()).toMatchObject({ state: 'offline', pending: true, status: 'draft', note: null });
  expect(store.rows.get('e')?.submitting).toBe(true);
  server.isAway = false;
  await saver.flush();
  expect(server.comments).toEqual(['draft: 2', 'submitted: 2']);
  expect(saver.current()).toMatchObject({ state: 'saved', pending: false, status: 'submitted', submissions: 1 });
  expect(store.rows.size).toBe(0);
});

test('a change after it drops the submission: old marks are never submitted, the new ones are a draft', async () => {
  const { server, saver } = await submittedOffline();
  saver.change(work('5'));
  expect(saver.current()).toMatchObject({ note: 'changed', pending: false });
  server.isAway = false;
  await saver.flush();
  expect(server.comments).toEqual(['draft: 2', 'draft: 5']);
  expect(saver.current()).toMatchObject({ state: 'saved', status: 'draft', submissions: 0, note: 'changed' });
  expect(await saver.submit()).toBe(true);
  expect(server.comments.at(-1)).toBe('submitted: 5');
  expect(saver.current().note).toBeNull();
});

test('the juror takes it back', async () => {
  const { server, store, saver } = await submittedOffline();
  saver.takeBack();
  expect(saver.current()).toMatchObject({ note: 'taken_back', pending: false });
  server.isAway = false;
  await saver.flush();
  expect(server.status).toBe('draft');
  expect(saver.current().state).toBe('saved');
  expect(store.rows.size).toBe(0);
});

test('it is taken up by the next visit, and so is having taken it back', async () => {
  const { server, store, saver } = await submittedOffline();
  saver.close();
  const next = start(server, store);
  void next.resume();
  await until(() => next.current().state === 'offline');
  expect(next.current().pending).toBe(true);
  next.takeBack();
  next.close();
  server.isAway = false;
  const last = start(server, store);
  await last.resume();
  await last.flush();
  expect(server.status).toBe('draft');
});

test('a submission that had arrived before it was taken back is found to have arrived', async () => {
  const [server, store] = [new Server(), memory()];
  const saver = start(server, store);
  saver.change(work('2'));
  await saver.flush();
  server.answers = ['dropped', 'lost'];
  void saver.submit();
  await until(() => saver.current().state === 'offline');
  saver.takeBack();
  await saver.flush();
  expect(server.comments).toEqual(['draft: 2', 'submitted: 2']);
  expect(saver.current()).toMatchObject({ state: 'saved', status: 'submitted', note: 'had_arrived' });
});

test('what was changed after a submission that arrived is held, with both values, and reopening saves it', async () => {
  const [server, store] = [new Server(), memory()];
  const saver = start(server, store);
  saver.change(work('2'));
  await saver.flush();
  server.meanwhile = () => saver.change(work('5')); // while the submission is under way
  await saver.submit();
  await saver.flush();
  expect(server.comments.at(-1)).toBe('submitted: 2');
  const shown = saver.current();
  expect([shown.state, shown.content.comment, shown.stored.comment]).toEqual(['held', '5', '2']);
  // A reload shows the same, and loses nothing.
  saver.close();
  const next = start(server, store);
  await next.resume();
  await next.flush();
  expect([next.current().state, next.current().content.comment]).toEqual(['held', '5']);
  expect(await next.reopen()).toBeNull();
  expect(server.comments.at(-1)).toBe('draft: 5');
  expect(next.current()).toMatchObject({ state: 'saved', status: 'draft', reopened: true });
  expect(store.rows.size).toBe(0);
});

test('or the juror lets it go', async () => {
  const [server, store] = [new Server(), memory()];
  const saver = start(server, store);
  server.meanwhile = () => saver.change(work('5'));
  await saver.submit();
  await saver.flush();
  expect(saver.current().state).toBe('held');
  saver.discard();
  expect(saver.current()).toMatchObject({ state: 'saved', content: work('') });
  await saver.flush();
  expect(store.rows.size).toBe(0);
  expect(server.stored.size).toBe(1);
});

test('reopening stands on the head of the saver, not on the one that the page once read', async () => {
  const server = new Server();
  const saver = start(server, memory());
  saver.change(work('2'));
  expect(await saver.submit()).toBe(true);
  expect(await saver.reopen()).toBeNull();
  saver.change(work('3'));
  await saver.flush();
  expect(await saver.submit()).toBe(true);
  expect(await saver.reopen()).toBeNull();
  expect(saver.current()).toMatchObject({ reopened: true, state: 'saved', status: 'submitted' });
});

test('reopening what another device has moved on shows its work; without a network it says so', async () => {
  const server = new Server();
  const here = start(server, memory());
  here.change(work('2'));
  await here.submit();
  const there = start(server, memory());
  await there.reopen();
  there.change(work('4'));
  await there.flush();
  server.isAway = true;
  expect((await here.reopen())?.status).toBe(0);
  server.isAway = false;
  expect((await here.reopen())?.body.code).toBe('stale_head');
  expect(here.current()).toMatchObject({ content: work('4'), status: 'draft', state: 'saved' });
  here.change(work('6'));
  await here.flush();
  expect(server.comments.at(-1)).toBe('draft: 6');
});

test('a replay does not take another device for its own head', async () => {
  const server = new Server();
  const here = start(server, memory());
  server.answers = ['dropped', ...Array<'lost'>(500).fill('lost')];
  here.change(work('here'));
  const sent = here.flush();
  await until(() => here.current().state === 'offline');
  server.answers = [];
  const there = start(server, memory());
  there.change(work('there'));
  await Promise.all([there.flush(), sent]);
  here.change(work('here again'));
  await here.flush();
  expect(here.current().state).toBe('conflict');
  expect(server.comments).toEqual(['draft: here', 'draft: there']);
});

test('what was made without a network says when it was made, and not when it was sent', async () => {
  const [server, store] = [new Server(), memory()];
  let minute = 0;
  const now = () => new Date(Date.UTC(2026, 2, 10, 9, minute));
  server.isAway = true;
  const saver = start(server, store, undefined, now);
  saver.change(work('first'));
  await until(() => saver.current().state === 'offline');
  minute = 5;
  saver.change(work('second'));
  minute = 6;
  void saver.submit();
  await until(() => store.rows.get('e')?.submitting === true);
  saver.close();
  // The next visit, two hours on: the round's deadline may have passed meanwhile.
  minute = 120;
  server.isAway = false;
  const next = start(server, store, undefined, now);
  await next.resume();
  await next.flush();
  expect(
    [...server.stored.values()].map(({ body }) => [body.comment, body.status, body.made_at.slice(11, 16)]),
  ).toEqual([
    ['first', 'draft', '09:00'],
    ['second', 'submitted', '09:06'],
  ]);
  minute = 130;
  await next.reopen();
  next.change(work('third'));
  await next.flush();
  expect(server.stored.get(server.head ?? '')?.body.made_at.slice(11, 16)).toBe('11:10');
});

test('a page that was read before the submission holds what was changed after it, and asks the server once', async () => {
  const [server, store] = [new Server(), memory()];
  const first = start(server, store);
  first.change(work('1'));
  await first.flush();
  const { send } = server;
  let asked = 0;
  server.send = async (revision) => {
    asked += 1;
    return asked < 9 ? send(revision) : { status: 403, body: {} };
  };
  const stale = start(server, store);
  await first.submit();
  await store.put('e', { content: work('5'), base: work('1'), head: server.head, waiting: null });
  await stale.resume();
  await stale.flush();
  const { state, content, stored } = stale.current();
  expect([state, content.comment, stored.comment, asked]).toEqual(['held', '5', '1', 1]);
  expect(await stale.reopen()).toBeNull();
  expect(server.comments.at(-1)).toBe('draft: 5');
});
