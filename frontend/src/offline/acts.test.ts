// What a juror does beside scoring: sent in its order, parked when refused, kept while nobody answers.
import { expect, test } from 'vitest';
import { type Act, type ActStore, type KeptAct, keyOf, requestOf, sendActs, withActs } from './acts';
import type { Answer } from './evaluation';
import { browser, empty, memory, Server, work } from './evaluationTestKit';
import { Outbox } from './outbox';

const ask: Act = { kind: 'ask', question_id: 'q', evaluation_id: 'e', body: 'how?', attachment_id: null };
const later = (to: boolean): Act => ({ kind: 'later', evaluation_id: 'e', later: to });
const stepBack: Act = {
  kind: 'step_back',
  conflict_id: 'c',
  evaluation_id: 'e',
  round_id: 'r',
  number: 7,
  why: 'family',
  reason: '',
};
const complete: Act = { kind: 'complete', round_id: 'r' };

/** Acts as the device keeps them, one a minute. */
function kept(...acts: Act[]) {
  const rows = new Map<string, KeptAct>();
  const put = async (act: KeptAct) => void rows.set(act.key, act);
  const store: ActStore = {
    all: async () => [...rows.values()],
    put,
    settle: async (act, parked) => {
      if (rows.get(act.key)?.made_at !== act.made_at) return;
      if (parked) rows.set(act.key, { ...act, parked });
      else rows.delete(act.key);
    },
  };
  for (const [at, act] of acts.entries())
    rows.set(keyOf(act), { ...act, key: keyOf(act), made_at: `2026-03-10T08:0${at}:00Z` });
  return { rows, store };
}
const all = () => true;
const ok: Answer = { status: 200, body: {} };

test('each is one request, and says the same when it is repeated', () => {
  expect([ask, later(true), stepBack, complete].map(requestOf)).toEqual([
    { path: 'evaluations/e/questions/q', body: { body: 'how?', attachment_id: null } },
    { path: 'evaluations/e/later', body: { later: true } },
    { path: 'conflicts/c', body: { evaluation_id: 'e', kind: 'family', reason: '' } },
    { path: 'rounds/r/completion' },
  ]);
  expect(keyOf(later(true))).toBe(keyOf(later(false)));
});

test('they go in the order in which they were made, whatever the store says', async () => {
  const { rows, store } = kept(stepBack, ask);
  rows.set('first', { ...later(true), key: 'first', made_at: '2026-03-10T07:00:00Z' });
  const sent: string[] = [];
  const send = async (act: Act) => {
    sent.push(act.kind);
    return ok;
  };
  expect(await sendActs({ store, send }, all)).toBeNull();
  expect([sent, rows.size]).toEqual([['later', 'step_back', 'ask'], 0]);
});

test.each([403, 404, 409, 422, 423])('a %i is parked with its sentence, and the others go on', async (status) => {
  const { rows, store } = kept(ask, stepBack);
  const refusal = { status, body: { code: 'no', title: 'a sentence' } };
  const sent: string[] = [];
  const send = async (act: Act) => {
    sent.push(act.kind);
    return act.kind === 'ask' ? refusal : ok;
  };
  expect(await sendActs({ store, send }, all)).toBeNull();
  expect([...rows.values()]).toMatchObject([{ body: 'how?', parked: refusal }]);
  await sendActs({ store, send }, all);
  expect(sent).toEqual(['ask', 'step_back']);
});

test.each([0, 401, 408, 429, 500, 503])('after a %i nothing more is sent, and all is kept', async (status) => {
  const { rows, store } = kept(ask, stepBack);
  const sent: string[] = [];
  const send = async (act: Act): Promise<Answer> => {
    sent.push(act.kind);
    if (status === 0) throw new TypeError('Failed to fetch');
    return { status, body: {} };
  };
  expect((await sendActs({ store, send }, all))?.status).toBe(status);
  expect([sent, rows.size]).toEqual([['ask'], 2]);
});

test('who changes their mind while it is on its way has the last word', async () => {
  const { rows, store } = kept(later(true));
  const sent: Act[] = [];
  const send = async (act: Act) => {
    sent.push(act);
    if (sent.length === 1)
      await store.put({ ...later(false), key: keyOf(act), made_at: '2026-03-10T09:00:00Z' } as KeptAct);
    return ok;
  };
  await sendActs({ store, send }, all);
  expect([...rows.values()]).toMatchObject([{ later: false }]);
  await sendActs({ store, send }, all);
  expect([sent.at(-1), rows.size]).toMatchObject([{ later: false }, 0]);
});

test('the queue is as its juror has left it, until a refusal says otherwise', () => {
  const items = ['e', 'f'].map((evaluation_id) => ({ evaluation_id, later: false }));
  const { rows } = kept(later(true));
  expect(withActs(items, [...rows.values()]).map((item) => item.later)).toEqual([true, false]);
  const left = kept(stepBack).rows;
  expect(withActs(items, [...left.values()]).map((item) => item.evaluation_id)).toEqual(['f']);
  const refused = [...left.values()].map((act) => ({ ...act, parked: { status: 409, body: {} } }));
  expect(withActs(items, refused)).toHaveLength(2);
});

test('the outbox sends what is no revision first, and the last word after all revisions', async () => {
  const server = new Server();
  const store = memory();
  store.rows.set('e', { content: work('done'), base: empty, head: null, waiting: null, submitting: true });
  const order: string[] = [];
  const acts = { away: true };
  const outbox = new Outbox({
    store: {
      ...store,
      all: async () => [...store.rows].map(([evaluation_id, draft]) => ({ ...draft, evaluation_id })),
      watch: () => undefined,
    },
    send: (_, revision) => {
      order.push(revision.body.status);
      return server.send(revision);
    },
    acts: {
      before: async () => {
        order.push('before');
        return acts.away ? { status: 0, body: {} } : null;
      },
      after: async () => {
        order.push('after');
        return null;
      },
    },
    newId: () => 'o',
    alone: async (_, task) => task().then(() => true),
    tabs: browser(),
    later: () => 0,
  });
  await outbox.run();
  expect([order, outbox.current().paused]).toEqual([['before'], 'away']);
  acts.away = false;
  await outbox.run();
  expect([order, outbox.current().paused]).toEqual([['before', 'before', 'submitted', 'after'], null]);
});
