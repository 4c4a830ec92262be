// The outbox: order within an evaluation, parking of what is refused, pausing where there is no answer.
import { expect, test, vi } from 'vitest';
import type { Answer, Draft, Revision } from './evaluation';
import { browser, empty, memory, Server, start, work } from './evaluationTestKit';
import { Outbox, pauseAfter } from './outbox';

let ids = 0;

/** A device with work in several evaluations, and a server of each. */
function laid(names: string[], tab = browser()) {
  const servers = new Map(names.map((name) => [name, new Server()]));
  const store = memory();
  const sent: string[] = [];
  const later: [() => void, number][] = [];
  const of = (name: string) => servers.get(name) as Server;
  const made = () =>
    new Outbox({
      store: {
        ...store,
        all: async () => [...store.rows].map(([evaluation_id, draft]) => ({ ...draft, evaluation_id })),
        watch: () => undefined,
      },
      send: (name, revision) => {
        sent.push(`${name} ${revision.body.status} ${revision.body.comment}`);
        return of(name).send(revision);
      },
      newId: () => `o${++ids}`,
      alone: async (_, task) => task().then(() => true),
      tabs: tab,
      random: () => 1,
      later: (task, milliseconds) => later.push([task, milliseconds]),
    });
  const keep = (name: string, comment: string, more: Partial<Draft> = {}) =>
    void store.rows.set(name, { content: work(comment), base: empty, head: null, waiting: null, ...more });
  return { of, store, sent, later, outbox: made(), made, keep };
}
const revision = (id: string, parent: string | null, comment: string, status: 'draft' | 'submitted'): Revision => ({
  id,
  parent,
  body: { ...work(comment), status, made_at: '2026-03-10T08:00:00Z' },
});

test('work of every evaluation is sent, what waited before what was written after it', async () => {
  const { of, store, sent, outbox, keep } = laid(['a', 'b']);
  keep('a', 'two', { waiting: revision('r-one', null, 'one', 'draft') });
  keep('b', 'whole', { submitting: true });
  await outbox.run();
  expect(sent).toEqual(['a draft one', 'a draft two', 'b submitted whole']);
  expect([...of('a').stored.values()].map((one) => one.parent)).toEqual([null, 'r-one']);
  expect([of('b').status, store.rows.size]).toEqual(['submitted', 0]);
  expect(outbox.current()).toMatchObject({ sending: false, paused: null, syncedAt: '2026-03-10T09:00:00Z' });
});

test.each<[number, string, string]>([
  [403, 'evaluation_closed', 'refused'],
  [404, 'not_found', 'refused'],
  [409, 'revision_taken', 'refused'],
  [422, 'scores_invalid', 'refused'],
  [423, 'round_over', 'refused'],
  [412, 'diverged', 'conflict'],
])('a %i %s is parked and kept, and the others go on', async (status, code, parked) => {
  const { of, store, sent, outbox, keep } = laid(['a', 'b']);
  keep('a', 'mine');
  keep('b', 'other');
  of('a').answers = [{ status, body: { code } }];
  await outbox.run();
  expect(store.rows.get('a')).toMatchObject({ content: work('mine'), parked });
  expect([of('b').status, store.rows.has('b')]).toEqual(['draft', false]);
  await outbox.run();
  expect(sent).toEqual(['a draft mine', 'b draft other']);
});

test('a change at the desk takes parked work up again', async () => {
  const { of, store, outbox, keep } = laid(['e']);
  keep('e', 'wrong');
  of('e').answers = [{ status: 422, body: { code: 'scores_invalid' } }];
  await outbox.run();
  const desk = start(of('e'), store);
  await desk.resume();
  desk.change(work('right'));
  expect(store.rows.get('e')?.parked).toBeUndefined();
  await desk.flush();
  expect([of('e').comments.at(-1), store.rows.size]).toEqual(['draft: right', 0]);
});

test('changes of a submitted evaluation need the juror', async () => {
  const { of, store, outbox, keep } = laid(['a']);
  await of('a').send(revision('s', null, 'sent', 'submitted'));
  keep('a', 'later', { head: 's', base: work('sent') });
  await outbox.run();
  expect(store.rows.get('a')?.parked).toBe('held');
});

test.each<[Answer | 'lost' | 'dropped', string]>([
  ['lost', 'away'],
  ['dropped', 'away'],
  [{ status: 401, body: {} }, 'signed_out'],
  [{ status: 408, body: {} }, 'away'],
  [{ status: 429, body: {} }, 'away'],
  [{ status: 500, body: {} }, 'away'],
  [{ status: 503, body: {} }, 'away'],
])('after %o everything pauses, nothing is lost, and later it is sent once', async (answer, paused) => {
  const { of, store, sent, later, outbox, keep } = laid(['a', 'b']);
  keep('a', 'one');
  keep('b', 'two');
  of('a').answers = [answer];
  await outbox.run();
  expect(sent).toEqual(['a draft one']);
  expect(outbox.current()).toMatchObject({ paused, sending: false });
  expect([store.rows.size, store.rows.get('a')?.waiting?.body.comment]).toEqual([2, 'one']);
  // Who is signed out is asked; else it tries again by itself.
  expect(later.map(([, after]) => after)).toEqual(paused === 'away' ? [2000] : []);
  await outbox.run();
  expect([of('a').comments, of('b').comments, store.rows.size]).toEqual([['draft: one'], ['draft: two'], 0]);
  expect(outbox.current().paused).toBeNull();
});

test('each attempt in vain waits longer, never all devices at once', async () => {
  const { of, later, outbox, keep } = laid(['a']);
  keep('a', 'one');
  of('a').isAway = true;
  for (let tries = 0; tries < 7; tries++) await outbox.run();
  expect(later.map(([, after]) => after)).toEqual([2000, 4000, 8000, 16000, 32000, 60000, 60000]);
  expect([pauseAfter(1, () => 0), pauseAfter(9, () => 0)]).toEqual([1000, 30000]);
});

test('what a desk has open is left to it, and taken up when it is left', async () => {
  const { of, store, sent, outbox, keep } = laid(['a']);
  keep('a', 'one');
  const release = outbox.hold('a');
  await outbox.run();
  expect(sent).toEqual([]);
  release();
  await vi.waitFor(() => expect(store.rows.size).toBe(0));
  expect(of('a').comments).toEqual(['draft: one']);
});

test('a desk that opens while the outbox sends goes on under the same id', async () => {
  const tab = browser();
  const { of, store, outbox, keep } = laid(['e'], tab);
  keep('e', 'one');
  let desk: ReturnType<typeof start> | null = null;
  of('e').meanwhile = () => {
    outbox.hold('e');
    desk = start(of('e'), store, tab());
    void desk.resume();
  };
  await outbox.run();
  const open = desk as unknown as ReturnType<typeof start>;
  await vi.waitFor(() => expect(open.current().state).toBe('saved'));
  open.change(work('two'));
  await open.flush();
  expect([of('e').comments, store.rows.size]).toEqual([['draft: one', 'draft: two'], 0]);
});

test('asked for while it runs, it runs once more', async () => {
  const { of, outbox, keep, sent } = laid(['a', 'b']);
  keep('a', 'one');
  of('a').meanwhile = () => {
    keep('b', 'two');
    void outbox.run();
  };
  await outbox.run();
  expect(sent).toEqual(['a draft one', 'b draft two']);
});
