import { expect, test } from 'vitest';
import {
  type Answer,
  type Content,
  type Draft,
  type DraftStore,
  EvaluationSaver,
  type Revision,
} from './evaluationSaver';

const empty: Content = { scores: {}, comment: '', notes: '' };
const work = (comment: string): Content => ({ ...empty, comment });

/** A server that keeps the revision rules: one head, replay by id, 412 on another parent. */
class Server {
  head: string | null = null;
  stored = new Map<string, Revision>();
  answers: (Answer | 'lost' | 'dropped')[] = [];
  meanwhile: (() => void) | null = null;
  send = async (revision: Revision): Promise<Answer> => {
    this.meanwhile?.();
    this.meanwhile = null;
    const planned = this.answers.shift();
    if (planned === 'lost') throw new TypeError('network');
    if (planned && planned !== 'dropped') return planned;
    const answer = this.take(revision);
    if (planned === 'dropped') throw new TypeError('network');
    return answer;
  };
  private take(revision: Revision): Answer {
    if (this.stored.has(revision.id)) return { status: 200, body: { head: this.head } };
    if (revision.parent !== this.head) return { status: 412, body: { current: { comment: 'other' } } };
    this.stored.set(revision.id, revision);
    this.head = revision.id;
    return { status: 201, body: { head: revision.id, received_at: '2026-03-10T09:00:00Z', total: null } };
  }
}

function memory(): DraftStore & { rows: Map<string, Draft> } {
  const rows = new Map<string, Draft>();
  return {
    rows,
    get: async (id) => structuredClone(rows.get(id)),
    put: async (id, draft) => void rows.set(id, structuredClone(draft)),
    remove: async (id) => void rows.delete(id),
  };
}

let ids = 0;
const start = (server: Server, store: DraftStore, head: string | null = null, content = empty) =>
  new EvaluationSaver({
    evaluationId: 'e',
    content,
    head,
    status: 'none',
    savedAt: null,
    total: null,
    store,
    send: server.send,
    newId: () => `r${++ids}`,
    pause: 0,
    wait: async () => {},
  });

test('a change is kept on the device before anything is sent', () => {
  const store = memory();
  const saver = start(new Server(), store);
  saver.change(work('one'));
  expect(store.rows.get('e')?.content.comment).toBe('one');
  expect(saver.current().state).toBe('waiting');
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
