// Saves one evaluation by the fixed revision API. Every change is kept on the device at once; committing a revision
// is debounced. A revision's id and body are kept before they are sent, so a repeat after a lost answer is a replay.
// No React, no fetch of its own: `send` and `store` are given.

export interface Mark {
  points: string | null;
  level: string | null;
  na: boolean;
  comment: string | null;
  pins: never[];
}

export interface Content {
  scores: Record<string, Mark>;
  comment: string;
  notes: string;
}

export interface Revision {
  id: string;
  parent: string | null;
  body: Content & { status: 'draft' | 'submitted'; made_at: string };
}

/** What the device keeps: the work, the head it stands on, and the revision that waits for its answer. */
export interface Draft {
  content: Content;
  head: string | null;
  waiting: Revision | null;
}

export interface DraftStore {
  get: (evaluationId: string) => Promise<Draft | undefined>;
  put: (evaluationId: string, draft: Draft) => Promise<void>;
  remove: (evaluationId: string) => Promise<void>;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused';

export interface Snapshot {
  content: Content;
  state: SaveState;
  status: 'none' | 'draft' | 'submitted';
  /** when the server last confirmed */
  savedAt: string | null;
  total: string | null;
  /** the refusal's body, for `conflict` (with `current`) and `refused` */
  refusal: Answer | null;
}

export interface Given {
  evaluationId: string;
  content: Content;
  head: string | null;
  status: 'none' | 'draft' | 'submitted';
  savedAt: string | null;
  total: string | null;
  store: DraftStore;
  send: (revision: Revision) => Promise<Answer>;
  newId: () => string;
  now?: () => Date;
  /** milliseconds from the last key to the commit */
  pause?: number;
  wait?: (milliseconds: number) => Promise<void>;
}

const RETRY = [1_000, 3_000, 8_000, 20_000, 45_000];
const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
const same = (a: Content, b: Content): boolean => JSON.stringify(a) === JSON.stringify(b);

export class EvaluationSaver {
  private snapshot: Snapshot;
  private head: string | null;
  private waiting: Revision | null = null;
  private committed: Content;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private listeners = new Set<() => void>();
  private closed = false;
  private given: Given;

  constructor(given: Given) {
    this.given = given;
    this.head = given.head;
    this.committed = given.content;
    this.snapshot = {
      content: given.content,
      state: 'saved',
      status: given.status,
      savedAt: given.savedAt,
      total: given.total,
      refusal: null,
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  current = (): Snapshot => this.snapshot;

  /** Takes up what an earlier visit could not send. */
  async resume(): Promise<void> {
    const kept = await this.given.store.get(this.given.evaluationId);
    if (!kept || this.closed) return;
    if (kept.waiting) {
      this.waiting = kept.waiting;
      this.head = kept.waiting.parent;
    } else if (same(kept.content, this.committed)) {
      await this.given.store.remove(this.given.evaluationId);
      return;
    } else {
      this.head = kept.head;
    }
    this.set({ content: kept.content, state: 'waiting' });
    void this.flush();
  }

  /** A change of the juror: kept on the device now, committed after a short pause. */
  change(content: Content): void {
    this.set({
      content,
      state: this.snapshot.state === 'conflict' ? 'conflict' : 'waiting',
      refusal: this.keepConflict(),
    });
    void this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.given.pause ?? 400);
  }

  /** Commit what is open now; resolves when the server has answered or cannot be reached. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.snapshot.state === 'conflict') return;
    await this.enqueue(async () => {
      while (!this.closed && (this.waiting || !same(this.snapshot.content, this.committed))) {
        if (!(await this.commit('draft'))) return;
      }
      if (this.snapshot.state === 'waiting') this.set({ state: 'saved' });
    });
  }

  /** Submits what is on the screen. True when the server has it as submitted. */
  async submit(): Promise<boolean> {
    clearTimeout(this.timer);
    let done = false;
    await this.enqueue(async () => {
      while (this.waiting) if (!(await this.commit('draft'))) return;
      done = await this.commit('submitted');
    });
    return done;
  }

  /** After a conflict: the juror's decision becomes a revision on the server's head. */
  async resolve(content: Content, head: string | null): Promise<void> {
    this.head = head;
    this.waiting = null;
    this.set({ content, state: 'waiting', refusal: null });
    await this.keep();
    this.committed = { scores: {}, comment: '\u0000', notes: '' };
    await this.flush();
  }

  /** The server allowed changes again (reopen). */
  reopened(): void {
    this.set({ status: 'submitted', state: 'saved', refusal: null });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private keepConflict(): Answer | null {
    return this.snapshot.state === 'conflict' ? this.snapshot.refusal : null;
  }

  private set(change: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }

  private keep(): Promise<void> {
    const { content } = this.snapshot;
    return this.given.store.put(this.given.evaluationId, { content, head: this.head, waiting: this.waiting });
  }

  private enqueue(task: () => Promise<void>): Promise<void> {
    const after = (this.running ?? Promise.resolve()).then(task);
    this.running = after.catch(() => undefined);
    return after;
  }

  /** Sends one revision until it is answered. False: stop, the state says why. */
  private async commit(status: 'draft' | 'submitted'): Promise<boolean> {
    const content = this.snapshot.content;
    this.waiting ??= {
      id: this.given.newId(),
      parent: this.head,
      body: { ...content, status, made_at: (this.given.now ?? (() => new Date()))().toISOString() },
    };
    const revision = this.waiting;
    await this.keep();
    this.set({ state: 'saving' });
    for (let attempt = 0; !this.closed; attempt++) {
      const answer = await this.given.send(revision).catch((): Answer => ({ status: 0, body: {} }));
      if (answer.status === 200 || answer.status === 201 || answer.status === 202) {
        await this.accepted(revision, answer);
        return true;
      }
      const away = answer.status === 0 || answer.status === 408 || answer.status === 429 || answer.status >= 500;
      if (!away && answer.status !== 401) return this.refused(revision, answer);
      this.set({ state: 'offline', refusal: answer.status === 401 ? answer : null });
      if (status === 'submitted') return false;
      await (this.given.wait ?? sleep)(RETRY[Math.min(attempt, RETRY.length - 1)] ?? 45_000);
    }
    return false;
  }

  private async accepted(revision: Revision, answer: Answer): Promise<void> {
    this.head = String(answer.body.head ?? revision.id);
    this.waiting = null;
    const { scores, comment, notes, status } = revision.body;
    this.committed = { scores, comment, notes };
    const open = !same(this.snapshot.content, this.committed);
    if (open) await this.keep();
    else await this.given.store.remove(this.given.evaluationId);
    this.set({
      state: open ? 'waiting' : 'saved',
      status,
      savedAt: String(answer.body.received_at ?? ''),
      total: (answer.body.total as string | null) ?? null,
      refusal: null,
    });
  }

  private async refused(revision: Revision, answer: Answer): Promise<boolean> {
    // A submission that was refused leaves the draft as it was: the next commit may differ.
    if (answer.status === 412 || answer.status === 409 || revision.body.status === 'submitted' || answer.status === 422)
      this.waiting = null;
    await this.keep();
    this.set({ state: answer.status === 412 ? 'conflict' : 'refused', refusal: answer });
    return false;
  }
}
