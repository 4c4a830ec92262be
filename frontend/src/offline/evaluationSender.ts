// Sends what is open to the server, one revision at a time, until nothing is open or nothing more can be done.
import { type Answer, type Content, contentIn, type Revision, type Status } from './evaluation';
import { EvaluationState } from './evaluationState';

/** The head as a 412 tells it. */
export type Current = Content & { head: string | null; status: Status; received_at: string };

const RETRY = [1_000, 3_000, 8_000, 20_000, 45_000];
const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
export const nothing: Answer = { status: 0, body: {} };

export abstract class EvaluationSender extends EvaluationState {
  private wake: (() => void) | undefined;
  /** Of two late submissions the juror has chosen: it takes the other's place, though that locks the sheet. */
  protected isChosen = false;
  private running: Promise<void> = Promise.resolve();

  /** Commit what is open now; resolves when the server has answered or nothing more can be done. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    await this.resuming;
    this.stir();
    await this.enqueue(() => this.run());
  }

  protected stir(): void {
    this.wake?.();
  }

  protected enqueue(task: () => Promise<void>): Promise<void> {
    const after = this.running.then(task);
    this.running = after.catch(() => undefined);
    return after;
  }

  private async run(): Promise<void> {
    // What was refused waits for the juror: a draft sent after it would take the refusal away unread.
    while (this.leads && !['conflict', 'refused'].includes(this.snapshot.state) && !this.isIdle()) {
      const locked = this.snapshot.status === 'submitted' && !this.snapshot.reopened && !this.isChosen;
      if (locked && !this.open.waiting && this.open.head === this.serverHead) {
        this.open.submitting = false;
        this.open.dropped = [];
        this.set({ state: this.isIdle() ? 'saved' : 'held' });
        await this.keep();
        return;
      }
      if (!(await this.commit())) return;
    }
    if (this.leads && this.snapshot.state === 'waiting') this.set({ state: 'saved' });
  }

  /** Sends one revision until it is answered. False: stop, the state says why. */
  private async commit(): Promise<boolean> {
    const { content } = this.snapshot;
    const status = this.open.submitting ? 'submitted' : 'draft';
    if (this.open.made === null) this.stamp();
    const made_at = this.open.made ?? '';
    this.open.waiting ??= {
      id: this.given.newId(),
      parent: this.open.head,
      body: { ...content, status, made_at },
    };
    const revision = this.open.waiting;
    this.isChosen = false;
    await this.keep();
    this.set({ state: 'saving' });
    for (let attempt = 0; this.leads; attempt++) {
      const answer = await this.given.send(revision).catch(() => nothing);
      if (!this.leads) return false;
      const isWaiting = this.open.waiting?.id === revision.id;
      if (!isWaiting && !this.open.dropped.includes(revision.id)) return true;
      if (answer.status === 200 || answer.status === 201 || answer.status === 202) {
        await this.accepted(revision, answer);
        return true;
      }
      const away = answer.status === 0 || answer.status === 408 || answer.status === 429 || answer.status >= 500;
      if (!away && answer.status !== 401) {
        if (isWaiting) return this.refused(revision, answer);
        this.open.dropped = this.open.dropped.filter((id) => id !== revision.id);
        return true;
      }
      if (!isWaiting) return true;
      this.set({ state: 'offline', refusal: answer.status === 401 ? answer : null });
      if (this.leaving) return false;
      const woken = new Promise<void>((done) => {
        this.wake = done;
      });
      await Promise.race([woken, (this.given.wait ?? sleep)(RETRY[Math.min(attempt, RETRY.length - 1)] ?? 45_000)]);
      if ((this.open.waiting as Revision | null)?.id !== revision.id) return true;
    }
    return false;
  }

  private async accepted(revision: Revision, answer: Answer): Promise<void> {
    const { status } = revision.body;
    const takenBack = this.open.waiting?.id !== revision.id;
    const submitted = status === 'submitted';
    // Its own id, and not the head that a replay names: that may be another device's work, which this is not on.
    this.open = {
      head: revision.id,
      waiting: null,
      submitting: this.open.submitting && !submitted,
      dropped: [],
      made: this.open.made,
    };
    this.serverHead = revision.id;
    const stored = contentIn(revision.body);
    this.snapshot = { ...this.snapshot, stored, base: stored };
    this.set({
      state: this.isIdle() ? 'saved' : 'waiting',
      status,
      reopened: submitted ? false : this.snapshot.reopened,
      note: takenBack ? 'had_arrived' : submitted ? null : this.snapshot.note,
      submissions: this.snapshot.submissions + (submitted ? 1 : 0),
      savedAt: String(answer.body.received_at ?? ''),
      total: (answer.body.total as string | null) ?? null,
      refusal: null,
    });
    await this.keep();
  }

  /** The server's head is this one. */
  protected stand(current: Partial<Current>): void {
    const head = current.head ?? null;
    this.open = { head, waiting: null, submitting: false, dropped: [], made: this.open.made };
    this.serverHead = head;
    const stored = contentIn(current);
    this.snapshot = { ...this.snapshot, stored, base: stored, status: current.status ?? 'draft' };
    this.set({ state: 'waiting', savedAt: current.received_at ?? this.snapshot.savedAt });
  }

  private async refused(revision: Revision, answer: Answer): Promise<boolean> {
    const current = answer.body.current as Current | null | undefined;
    if (answer.status === 412 && current?.head && this.open.dropped.includes(current.head)) {
      // What diverged is the answer to a submission taken back: it had arrived.
      this.stand(current);
      this.set({ reopened: false, note: 'had_arrived', submissions: this.snapshot.submissions + 1 });
      await this.keep();
      return true;
    }
    // A submission that was refused leaves the draft as it was: it is tried again with what is on the screen then.
    // What must be practised first is not: the server has told the juror to submit again then.
    const isWished = this.open.submitting || revision.body.status === 'submitted';
    const gone = [409, 412, 422].includes(answer.status) || revision.body.status === 'submitted';
    this.open = {
      ...this.open,
      waiting: gone ? null : revision,
      submitting: isWished && answer.body.code !== 'practice_first',
    };
    if (answer.status === 409 && answer.body.code === 'evaluation_submitted') {
      // It stands on the head, or it would have diverged: what this page read may be older.
      if (this.serverHead !== revision.parent) {
        this.serverHead = revision.parent;
        this.snapshot = { ...this.snapshot, stored: this.snapshot.base };
      }
      this.set({ status: 'submitted', reopened: false });
      return true;
    }
    const otherTab = Boolean(current && this.heads.has(current.head));
    this.set({ state: answer.status === 412 ? 'conflict' : 'refused', refusal: answer, otherTab });
    await this.keep();
    return false;
  }
}
