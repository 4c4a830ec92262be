// A submission that meets another device's work: the juror decides, and is told what becomes of it.
import { expect, test } from 'vitest';
import { memory, start, submittedOffline, until, work } from './evaluationTestKit';

test('a submission that another device went past, sent when no page shows it, waits for a decision', async () => {
  const { server, store, saver } = await submittedOffline();
  saver.close();
  server.isAway = false;
  const later = start(server, store); // it knows no more than the draft does
  const there = start(server, memory());
  there.change(work('4'));
  await there.flush();
  await later.sendOnce();
  expect(store.rows.get('e')).toMatchObject({ parked: 'conflict', content: work('2') });
});

test('the decision of a conflict drops a submission that met it, and says so', async () => {
  const { server, store, saver } = await submittedOffline();
  const there = start(server, memory());
  server.isAway = false;
  there.change(work('4'));
  await there.flush();
  await saver.flush();
  expect([saver.current().state, saver.drops]).toEqual(['conflict', true]);
  await saver.resolve(work('2'), server.head);
  expect(saver.current()).toMatchObject({ state: 'saved', status: 'draft', pending: false, note: 'diverged' });
  saver.hush();
  void saver.submit();
  await until(() => saver.current().submissions === 1);
  expect([server.comments.at(-1), saver.current().note, store.rows.size]).toEqual(['submitted: 2', null, 0]);
});

test('it says nothing of that where the other device has submitted', async () => {
  const { server, saver } = await submittedOffline();
  const there = start(server, memory());
  server.isAway = false;
  there.change(work('4'));
  await there.flush();
  await there.submit();
  await saver.flush();
  expect([saver.current().state, saver.drops]).toEqual(['conflict', false]);
  await saver.resolve(work('2'), server.head);
  expect(saver.current()).toMatchObject({ state: 'held', note: null });
});
