// A submission that meets another device's work, or is refused: the juror decides, and is told what becomes of it.
import { expect, test } from 'vitest';
import { EvaluationSaver } from './evaluationSaver';
import { givenOf, memory, Server, start, submittedOffline, until, work } from './evaluationTestKit';

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

test('made before the deadline and decided on after it, it goes out as the submission that it was', async () => {
  const [server, store, rule] = [new Server(), memory(), { isOver: false, isAway: false }];
  const saver = new EvaluationSaver({
    ...givenOf(server, store),
    isOver: () => rule.isOver,
    send: async (revision) => {
      if (rule.isAway) throw new TypeError('network');
      return server.send(revision);
    },
  });
  saver.change(work('2'));
  await saver.flush();
  rule.isAway = true;
  saver.change(work('3')); // a draft that waits, and a submission of what came after it
  await until(() => saver.current().state === 'offline');
  saver.change(work('4'));
  void saver.submit();
  await until(() => saver.current().pending);
  const there = start(server, memory());
  there.change(work('9'));
  await there.flush();
  [rule.isOver, rule.isAway] = [true, false];
  await saver.flush();
  expect([saver.current().state, saver.drops]).toEqual(['conflict', false]);
  await saver.resolve(work('4'), server.head);
  expect(server.comments.at(-1)).toBe('submitted: 4');
});

const INCOMPLETE = { status: 422, body: { code: 'order_incomplete' } };

/** What was changed and submitted without a network is refused when it is back. */
async function refusedLater(refusal = INCOMPLETE) {
  const { server, store, saver } = await submittedOffline();
  saver.change(work('3'));
  void saver.submit();
  await until(() => saver.current().state === 'offline');
  server.isAway = false;
  const [send, rule] = [server.send, { refuses: true }];
  server.send = async (revision) => (rule.refuses && revision.body.status === 'submitted' ? refusal : send(revision));
  const again = start(server, store);
  saver.close();
  await again.resume();
  await again.flush();
  return { server, store, saver: again, rule };
}

test('a submission that is refused is told until the juror does something, and no draft takes that away', async () => {
  const { server, store, saver } = await refusedLater();
  for (let times = 0; times < 2; times++) {
    expect(saver.current()).toMatchObject({ state: 'refused', refusal: INCOMPLETE, pending: false, submissions: 0 });
    await saver.flush(); // the network is back, the page is seen again
  }
  expect(store.rows.get('e')).toMatchObject({ parked: 'refused', submitting: true, content: work('3') });
  const before = server.comments;
  const later = start(server, store); // the desk is opened again
  saver.close();
  await later.resume();
  await later.flush();
  expect(later.current()).toMatchObject({ state: 'refused', refusal: INCOMPLETE });
  expect(server.comments).toEqual(before);
});

test('what is changed then is a draft, and what is submitted then is what is on the screen', async () => {
  const { server, store, saver, rule } = await refusedLater();
  saver.change(work('4'));
  await saver.flush();
  expect(saver.current()).toMatchObject({ state: 'saved', status: 'draft', note: null, refusal: null });
  expect([server.comments.at(-1), store.rows.size]).toEqual(['draft: 4', 0]);
  rule.refuses = false;
  await saver.submit();
  expect(server.comments.at(-1)).toBe('submitted: 4');
});

test('it is submitted again as it is, or taken back', async () => {
  const { server, store, saver, rule } = await refusedLater();
  rule.refuses = false;
  expect(await saver.submit()).toBe(true);
  expect([server.comments.at(-1), store.rows.size]).toEqual(['submitted: 3', 0]);
  const other = await refusedLater();
  other.saver.takeBack();
  await other.saver.flush();
  expect(other.saver.current()).toMatchObject({ state: 'saved', status: 'draft', note: 'taken_back' });
  expect([other.server.comments.at(-1), other.store.rows.size]).toEqual(['draft: 3', 0]);
});

test('what waits for a practice is a draft until the juror submits it anew', async () => {
  const { server, store, saver, rule } = await refusedLater({ status: 409, body: { code: 'practice_first' } });
  expect(saver.current()).toMatchObject({ state: 'refused', pending: false });
  rule.refuses = false;
  const later = start(server, store);
  saver.close();
  await later.resume();
  await later.flush();
  expect(later.current()).toMatchObject({ state: 'saved', status: 'draft' });
  expect([server.comments.at(-1), store.rows.size]).toEqual(['draft: 3', 0]);
});
