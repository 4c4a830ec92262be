// For the saver's tests: a server with the rules of revisions, a device's memory, tabs that hear each other.
import {
  type Answer,
  type Content,
  contentIn,
  type Draft,
  type DraftStore,
  type Revision,
  type Status,
} from './evaluation';
import { EvaluationSaver } from './evaluationSaver';
import type { Given } from './evaluationState';
import type { Tabs, Told } from './evaluationTabs';

export const empty: Content = { scores: {}, comment: '', notes: '' };
const RECEIVED = '2026-03-10T09:00:00Z';
export const work = (comment: string): Content => ({ ...empty, comment });

/** One head, replay by id, 412 on another parent, 409 on a submitted head that is not reopened. `lost`: the request
 * never came; `dropped`: it did, and its answer was lost. */
export class Server {
  head: string | null = null;
  reopened = false;
  stored = new Map<string, Revision>();
  answers: (Answer | 'lost' | 'dropped')[] = [];
  meanwhile: (() => void) | null = null;
  isAway = false;

  get status(): Status {
    return this.stored.get(this.head ?? '')?.body.status ?? 'none';
  }
  get comments(): string[] {
    return [...this.stored.values()].map((one) => `${one.body.status}: ${one.body.comment}`);
  }
  send = async (revision: Revision): Promise<Answer> => {
    this.meanwhile?.();
    this.meanwhile = null;
    const planned = this.isAway ? 'lost' : this.answers.shift();
    if (planned === 'lost') throw new TypeError('network');
    if (planned && planned !== 'dropped') return planned;
    const answer = this.take(revision);
    if (planned === 'dropped') throw new TypeError('network');
    return answer;
  };
  reopen = async (head: string | null): Promise<Answer> => {
    if (this.isAway) throw new TypeError('network');
    if (head !== this.head) return { status: 412, body: { code: 'stale_head', current: this.current } };
    if (this.status !== 'submitted') return { status: 409, body: { code: 'not_submitted' } };
    this.reopened = true;
    return { status: 200, body: { head } };
  };
  private get current(): object | null {
    const at = this.stored.get(this.head ?? '');
    return at ? { ...contentIn(at.body), head: at.id, status: at.body.status, received_at: RECEIVED } : null;
  }
  private take(revision: Revision): Answer {
    if (this.stored.has(revision.id)) return { status: 200, body: { head: this.head } };
    if (revision.parent !== this.head) return { status: 412, body: { code: 'diverged', current: this.current } };
    if (this.status === 'submitted' && !this.reopened) return { status: 409, body: { code: 'evaluation_submitted' } };
    this.stored.set(revision.id, structuredClone(revision));
    this.head = revision.id;
    if (revision.body.status === 'submitted') this.reopened = false;
    return { status: 201, body: { head: revision.id, received_at: RECEIVED, total: null } };
  }
}

export function memory(): DraftStore & { rows: Map<string, Draft> } {
  const rows = new Map<string, Draft>();
  return {
    rows,
    get: async (id) => structuredClone(rows.get(id)),
    put: async (id, draft) => void rows.set(id, structuredClone(draft)),
    remove: async (id) => void rows.delete(id),
  };
}

/** A browser's channel: what one tab says, the others hear at once. */
export function browser(): () => Tabs {
  const tabs = new Map<object, { heard: (told: Told) => void; asked: () => void; left: () => void }>();
  return () => {
    const me = {};
    const others = () => [...tabs].flatMap(([key, one]) => (key === me ? [] : [one]));
    return {
      join: async (heard, asked, left) => {
        tabs.set(me, { heard, asked, left });
        for (const one of others()) one.asked();
      },
      tell: (told) => {
        for (const one of others()) one.heard(structuredClone(told));
      },
      leave: () => {
        tabs.delete(me);
        for (const one of others()) one.left();
      },
    };
  };
}

let ids = 0;
/** What a page that has just read the server gives its saver. */
export function givenOf(server: Server, store: DraftStore): Given {
  const at = server.stored.get(server.head ?? '');
  return {
    evaluationId: 'e',
    content: contentIn(at?.body),
    head: server.head,
    status: server.status,
    reopened: server.reopened,
    savedAt: null,
    total: null,
    store,
    send: server.send,
    reopen: server.reopen,
    newId: () => `r${++ids}`,
    pause: 0,
    // Not at once, so that a test can do something while the network is away.
    wait: () => new Promise((done) => setTimeout(done, 1)),
  };
}

export const start = (server: Server, store: DraftStore, tabs?: Tabs, now?: () => Date): EvaluationSaver =>
  new EvaluationSaver({ ...givenOf(server, store), tabs, ...(now ? { now } : {}) });

export const until = async (true_: () => boolean) => {
  for (let tries = 0; !true_(); tries++) {
    if (tries > 200) throw new Error('never came true');
    await new Promise((done) => setTimeout(done, 2));
  }
};

/** Everything is saved; the network goes; the juror submits. */
export async function submittedOffline() {
  const [server, store] = [new Server(), memory()];
  const saver = start(server, store);
  saver.change(work('2'));
  await saver.flush();
  server.isAway = true;
  void saver.submit();
  await until(() => saver.current().state === 'offline');
  return { server, store, saver };
}
