// What a saver knows of one evaluation, what of it the device keeps, and what it tells the other tabs.
import {
  type About,
  type Answer,
  type Content,
  type Draft,
  type DraftStore,
  merged,
  type Open,
  type Revision,
  type Snapshot,
  type Status,
  same,
} from './evaluation';
import type { Tabs, Told } from './evaluationTabs';

export interface Given {
  evaluationId: string;
  about?: About | undefined;
  content: Content;
  head: string | null;
  status: Status;
  reopened: boolean;
  savedAt: string | null;
  total: string | null;
  store: DraftStore;
  send: (revision: Revision) => Promise<Answer>;
  /** asks the server to allow changes of a submitted head again */
  reopen: (head: string | null) => Promise<Answer>;
  newId: () => string;
  /** whether the deadline has passed: then nobody can submit what two devices made before it once more */
  isOver?: () => boolean;
  tabs?: Tabs | undefined;
  now?: () => Date;
  /** milliseconds from the last key to the commit */
  pause?: number;
  wait?: (milliseconds: number) => Promise<void>;
}

const place = (head: string | null, { status, reopened }: Pick<Snapshot, 'status' | 'reopened'>): string =>
  `${head} ${status} ${reopened}`;

export abstract class EvaluationState {
  protected snapshot: Snapshot;
  protected open: Required<Open>;
  /** The head that the server is known to have; `stored` and `status` are of it. */
  protected serverHead: string | null;
  protected heads = new Set<string | null>();
  /** Where the server stands and where it stood before, as far as this tab knows. */
  private at: string;
  private past = new Set<string>();
  private answered: string | null = null;
  protected timer: ReturnType<typeof setTimeout> | undefined;
  protected resuming: Promise<void> | null = null;
  /** What an earlier visit kept is not read yet: keeping now would write over it. */
  protected reading = false;
  protected listeners = new Set<() => void>();
  protected closed = false;
  /** Its page is left: one attempt more, and the outbox has the rest. */
  protected leaving = false;
  protected given: Given;

  constructor(given: Given) {
    this.given = given;
    this.serverHead = given.head;
    this.open = { head: given.head, waiting: null, submitting: false, dropped: [], made: null };
    this.snapshot = {
      content: given.content,
      stored: given.content,
      base: given.content,
      state: 'saved',
      status: given.status,
      reopened: given.reopened,
      pending: false,
      note: null,
      submissions: 0,
      savedAt: given.savedAt,
      total: given.total,
      refusal: null,
      following: false,
      otherTab: false,
      unkept: false,
    };
    this.at = place(given.head, given);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  current = (): Snapshot => this.snapshot;
  /** The head that the server has, for whoever keeps its answers. */
  head = (): string | null => this.serverHead;

  /** Takes the pen from another tab; with everything it has told. */
  lead(): void {
    if (this.snapshot.following) this.set({ following: false });
  }

  protected get leads(): boolean {
    return !this.closed && !this.snapshot.following;
  }

  protected heard = (told: Told): void => {
    const there = place(told.serverHead, told.snapshot);
    if (this.past.has(there)) {
      // It has read the server before what this browser saved since was there.
      // Who says it again has been answered, and may hold the same of this one: without an end.
      if (!this.leads || this.answered === there) return;
      this.answered = there;
      const content = merged(told.snapshot.base, told.snapshot.content, this.snapshot.content);
      const { state } = this.snapshot;
      this.set({ content, state: state === 'saved' && !this.isIdle(content) ? 'waiting' : state });
      void this.keep();
      void this.flush();
      return;
    }
    clearTimeout(this.timer);
    const { base, content: own } = this.snapshot;
    // Who leaves hears no more of what was changed here meanwhile: it is kept here.
    const content = told.leaves && this.leads ? merged(base, own, told.snapshot.content) : told.snapshot.content;
    const more = !same(content, told.snapshot.content);
    const made = this.open.made;
    this.open = structuredClone(told.open);
    if (more) this.open.made = made;
    this.serverHead = told.serverHead;
    this.heads.add(told.serverHead);
    this.snapshot = { ...told.snapshot, content, following: !more };
    this.pass();
    this.stir();
    if (more) {
      this.set({ state: 'waiting' });
      void this.keep();
      void this.flush();
    } else for (const listener of this.listeners) listener();
  };
  /** If the server has gone on, where it stood is past. */
  private pass(): void {
    const at = place(this.serverHead, this.snapshot);
    if (at !== this.at) {
      this.past.add(this.at);
      this.answered = null;
    }
    this.past.delete(at);
    this.at = at;
  }
  /** A new tab has read the server after this one did: only open work is worth telling it. If it has read it before,
   * its own word shows that. */
  protected tell = (): void => {
    if (this.leads && !(this.resuming === null && this.isIdle())) this.broadcast();
  };
  protected asked = (): void => {
    this.tell();
    if (this.leaving) this.close(); // the new one goes on from there
  };
  protected left = (): void => {
    if (!this.snapshot.following || this.isIdle()) return;
    this.lead();
    void this.flush();
  };
  protected broadcast(): void {
    const { snapshot, open, serverHead, leaving: leaves } = this;
    this.given.tabs?.tell({ snapshot, open, serverHead, leaves });
  }

  protected isIdle(content = this.snapshot.content): boolean {
    const { waiting, submitting, dropped } = this.open;
    return !waiting && !submitting && dropped.length === 0 && same(content, this.snapshot.stored);
  }

  protected set(change: Partial<Snapshot>): void {
    const asked = this.open.submitting || this.open.waiting?.body.status === 'submitted';
    this.snapshot = { ...this.snapshot, ...change };
    this.snapshot.pending = asked && this.snapshot.state !== 'refused';
    this.pass();
    if (this.leads) this.broadcast();
    for (const listener of this.listeners) listener();
  }

  protected stamp(): void {
    this.open.made = (this.given.now?.() ?? new Date()).toISOString();
  }

  /** A full or refusing device stops nothing: its juror is told, and the server gets the work all the same. */
  protected async keep(): Promise<void> {
    if (this.reading || this.snapshot.following) return;
    const unkept = await this.put().then(
      () => false,
      () => true,
    );
    if (unkept !== this.snapshot.unkept) this.set({ unkept });
  }

  private async put(): Promise<void> {
    const { evaluationId, store, about } = this.given;
    // A submission that met another device's work changed nothing itself, and still waits for the juror's decision.
    if (this.isIdle() && this.snapshot.state !== 'conflict') return store.remove(evaluationId).catch(() => undefined); // nothing is lost with it
    const { content, base, state } = this.snapshot;
    const parked = state === 'conflict' || state === 'refused' || state === 'held' ? { parked: state } : {};
    return store.put(evaluationId, {
      content,
      base,
      ...this.open,
      ...parked,
      ...(about ? { about } : {}),
    } satisfies Draft);
  }

  /** Drops a submission that waits. The server may have it all the same: its id is kept until that is known. */
  protected drop(): boolean {
    const { waiting, submitting } = this.open;
    const sent = waiting?.body.status === 'submitted';
    this.open.submitting = false;
    if (sent) {
      this.open.waiting = null;
      this.open.dropped = [...this.open.dropped, waiting.id];
    }
    return sent || submitting;
  }

  abstract flush(): Promise<void>;
  abstract close(): void;
  /** Ends the pause before the next attempt. */
  protected abstract stir(): void;
}
