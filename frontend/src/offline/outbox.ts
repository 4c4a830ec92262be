// Sends what waits of every evaluation that is not open on a desk: one evaluation after the other, each in its own
// order, by the sender that the desk has. What the server refuses is parked: kept, and the others go on. Without an
// answer, or where it asks to sign in or to wait, everything pauses. Nothing is deleted that was not answered.
import { type Answer, contentIn, type Draft, type DraftStore, type Revision, type Snapshot } from './evaluation';
import { EvaluationSaver } from './evaluationSaver';
import { nothing } from './evaluationSender';
import type { Tabs } from './evaluationTabs';

export interface OutboxState {
  waiting: number;
  parked: number;
  sending: boolean;
  /** why nothing is sent: no network (or a server that cannot), or nobody is signed in */
  paused: 'away' | 'signed_out' | null;
  /** when the server last took something */
  syncedAt: string | null;
}

export interface OutboxGiven {
  store: DraftStore & {
    all: () => Promise<(Draft & { evaluation_id: string })[]>;
    watch: (listener: (counts: Pick<OutboxState, 'waiting' | 'parked'>) => void) => void;
  };
  send: (evaluationId: string, revision: Revision) => Promise<Answer>;
  /** What is no revision: sent before them, and what must come after them; what paused it, if something did. */
  acts?: { before: () => Promise<Answer | null>; after: () => Promise<Answer | null> };
  newId: () => string;
  now?: () => Date;
  /** Runs the task while nobody else in this browser has the name; false: somebody has. */
  alone: (name: string, task: () => Promise<void>) => Promise<boolean>;
  tabs?: (evaluationId: string) => Tabs | undefined;
  /** what the server has taken of an evaluation */
  taken?: (evaluationId: string, shown: Snapshot, head: string | null) => void;
  random?: () => number;
  later?: (task: () => void, milliseconds: number) => unknown;
}

const FIRST = 2_000;
const LONGEST = 60_000;

/** How long to wait after this many attempts in vain: twice as long each time, and never all devices at once. */
export const pauseAfter = (attempts: number, random: () => number): number =>
  Math.min(FIRST * 2 ** (attempts - 1), LONGEST) * (0.5 + random() / 2);

export class Outbox {
  private state: OutboxState = { waiting: 0, parked: 0, sending: false, paused: null, syncedAt: null };
  private listeners = new Set<() => void>();
  private held = new Map<string, number>();
  private sending: { id: string; saver: EvaluationSaver } | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private attempts = 0;
  private timer = 0;
  private given: OutboxGiven;

  constructor(given: OutboxGiven) {
    this.given = given;
    given.store.watch((counts) => {
      const grown = counts.waiting > this.state.waiting;
      this.set(counts);
      // Another tab's work too: it may have left it behind.
      if (grown && this.state.paused === null) this.after(FIRST);
    });
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  current = (): OutboxState => this.state;

  private set(change: Partial<OutboxState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** A desk has this evaluation and sends it itself, from before it reads it until this is called. */
  hold(evaluationId: string): () => void {
    this.held.set(evaluationId, (this.held.get(evaluationId) ?? 0) + 1);
    // What is under way is sent again by the desk, under its own id.
    if (this.sending?.id === evaluationId) this.sending.saver.close();
    return () => {
      const left = (this.held.get(evaluationId) ?? 1) - 1;
      if (left > 0) this.held.set(evaluationId, left);
      else this.held.delete(evaluationId);
      void this.run();
    };
  }

  /** Sends what can be sent now; asked for while it runs, it runs once more. */
  run(): Promise<void> {
    if (this.running) this.again = true;
    this.running ??= this.rounds()
      .catch(() => this.after(LONGEST)) // the device's own store failed
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      await this.given.alone('outbox', () => this.sendAll());
    } while (this.again && this.state.paused === null);
  }

  private async sendAll(): Promise<void> {
    clearTimeout(this.timer);
    const { acts, random = Math.random } = this.given;
    const paused = (await acts?.before()) ?? (await this.sendDrafts()) ?? (await acts?.after());
    if (!paused) {
      this.attempts = 0;
      this.set({ sending: false, paused: null });
      return;
    }
    const isOut = paused.status === 401;
    this.attempts += 1;
    this.set({ sending: false, paused: isOut ? 'signed_out' : 'away' });
    // Who is signed out is asked to sign in; that starts it again.
    if (!isOut) this.after(pauseAfter(this.attempts, random));
  }

  private async sendDrafts(): Promise<Answer | null> {
    for (const { evaluation_id } of await this.given.store.all()) {
      const state = await this.sendOne(evaluation_id);
      if (state?.state === 'offline') return state.refusal ?? nothing;
    }
    return null;
  }

  /** The server has taken something that is no revision. */
  took(at: string): void {
    this.attempts = 0;
    this.set({ syncedAt: at });
  }

  private after(milliseconds: number): void {
    clearTimeout(this.timer);
    const later = this.given.later ?? setTimeout;
    this.timer = later(() => void this.run(), milliseconds) as number;
  }

  /** What became of it; null where it is not ours to send. */
  private async sendOne(id: string): Promise<Snapshot | null> {
    let became: Snapshot | null = null;
    await this.given.alone(id, async () => {
      const draft = await this.given.store.get(id);
      if (!draft || draft.parked || this.held.has(id)) return;
      const saver = this.saverOf(id, draft);
      this.sending = { id, saver };
      this.set({ sending: true });
      try {
        await saver.sendOnce();
      } finally {
        this.sending = null;
      }
      became = saver.current();
      const { savedAt } = became;
      if (savedAt === null) return;
      this.attempts = 0;
      this.set({ syncedAt: savedAt });
      this.given.taken?.(id, became, saver.head());
    });
    return became;
  }

  private saverOf(evaluationId: string, draft: Draft): EvaluationSaver {
    const { store, send, newId, now, tabs } = this.given;
    const all = tabs?.(evaluationId);
    const saver = new EvaluationSaver({
      evaluationId,
      about: draft.about,
      // What the server holds: the work was changed from it. It says so itself where that is past.
      content: draft.base ?? contentIn(null),
      head: draft.waiting ? draft.waiting.parent : draft.head,
      status: 'draft',
      reopened: true,
      savedAt: null,
      total: null,
      store,
      send: (revision) => send(evaluationId, revision),
      reopen: async () => nothing,
      newId,
      ...(now ? { now } : {}),
      // It knows less than a desk, so it tells nothing; to a desk that opens meanwhile it leaves all, under way too.
      tabs: all && {
        join: async () => void all.join(yields, yields, () => undefined),
        tell: () => undefined,
        leave: all.leave,
      },
    });
    const yields = () => saver.close();
    return saver;
  }
}
