// Saves one evaluation by the fixed revision API. Every change is kept on the device at once; committing a revision
// is debounced. A revision's id and body are kept before they are sent, so a repeat after a lost answer is a replay.
// A submission is a wish: it is sent when it can be, taken back by the juror, and dropped by any later change, so that
// only what is on the screen is ever submitted. No React, no fetch of its own: `send` and `store` are given.
import { type Answer, type Content, contentIn, merged, same } from './evaluation';
import { type Current, EvaluationSender, nothing } from './evaluationSender';

export class EvaluationSaver extends EvaluationSender {
  private visits = 0;

  /** Joins the other tabs and takes up what an earlier visit could not send. */
  resume(): Promise<void> {
    this.visits += 1;
    this.closed = false;
    this.leaving = false;
    this.reading = true;
    this.resuming = this.takeUp().finally(() => {
      this.reading = false;
      this.resuming = null;
    });
    return this.resuming;
  }

  private async takeUp(): Promise<void> {
    await this.given.tabs?.join(this.heard, this.asked, this.left);
    const kept = await this.given.store.get(this.given.evaluationId).catch(() => undefined);
    this.reading = false;
    if (this.closed || this.snapshot.following) return;
    if (kept) {
      const { content, base = this.given.content, head, waiting, submitting = false, dropped = [], made = null } = kept;
      const whole = merged(this.given.content, this.snapshot.content, content);
      const before = this.open;
      this.open = { head: waiting ? waiting.parent : head, waiting, submitting, dropped, made };
      if (this.isIdle(whole)) this.open = before;
      else this.set({ content: whole, base, state: 'waiting' });
    }
    this.tell();
    await this.keep();
    if (!this.isIdle() && !this.leaving) void this.flush();
  }

  /** A change of the juror: kept on the device now, committed after a short pause. A submission that waits is dropped:
   * it would submit what is no longer on the screen. */
  change(content: Content): void {
    this.lead();
    this.stamp();
    const [conflict, refused] = [this.snapshot.state === 'conflict', this.snapshot.state === 'refused'];
    const note = this.drop() && !refused ? 'changed' : this.snapshot.note;
    this.set({
      content,
      note,
      state: conflict ? 'conflict' : 'waiting',
      refusal: conflict ? this.snapshot.refusal : null,
    });
    void this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.given.pause ?? 400);
  }

  /** Submits what is on the screen, now or when there is a network. True when the server has it. */
  async submit(): Promise<boolean> {
    this.lead();
    this.stamp();
    this.open.submitting = true;
    this.set({ note: null, state: this.snapshot.state === 'refused' ? 'waiting' : this.snapshot.state });
    const before = this.snapshot.submissions;
    void this.keep();
    await this.flush();
    return this.snapshot.submissions > before;
  }

  /** The juror takes back a submission that waits for its answer. */
  takeBack(): void {
    this.lead();
    if (this.drop()) this.set({ note: 'taken_back', state: 'waiting' });
    void this.keep();
    void this.flush();
  }

  /** Of a conflict: whether the submission that met other work is dropped by the decision, and has to be made again. */
  get drops(): boolean {
    const current = this.snapshot.refusal?.body.current as Partial<Current> | null | undefined;
    return this.open.submitting && !this.isLate && current?.status !== 'submitted';
  }

  private get isLate(): boolean {
    return this.snapshot.refusal?.body.late === true || this.given.isOver?.() === true;
  }

  /** After a conflict: the juror's decision becomes a revision on the server's head, made when its lines were. After the
   * deadline it is submitted if they were; before it a submission that met other work is dropped, and the juror told. */
  async resolve(content: Content, head: string | null): Promise<void> {
    this.lead();
    const current = this.snapshot.refusal?.body.current as Partial<Current> | null | undefined;
    const { made, submitting } = this.open;
    const [isLate, note] = [this.isLate, this.drops ? ('diverged' as const) : null];
    // Whether it was reopened there is not said; reopening twice is harmless.
    this.stand({ ...current, head });
    this.isChosen = this.open.submitting = isLate && submitting;
    if (made === null) this.stamp();
    this.set({ content, reopened: false, refusal: null, note });
    await this.keep();
    await this.flush();
  }

  /** Asks the server to allow changes again; what is on the screen is saved then. The answer if it was refused. */
  async reopen(): Promise<Answer | null> {
    this.lead();
    await this.resuming;
    let refused: Answer | null = null;
    await this.enqueue(async () => {
      // What waits stands on another head: it diverges, and that is decided first.
      if (this.open.head !== this.serverHead) return;
      const answer = await this.given.reopen(this.open.head).catch(() => nothing);
      const current = answer.body.current as Current | undefined;
      if (answer.status === 200) this.set({ reopened: true, refusal: null, note: null, state: 'waiting' });
      else if (answer.status === 412 && current && same(this.snapshot.content, this.snapshot.stored)) {
        this.stand(current);
        this.set({ content: contentIn(current), reopened: false, refusal: null });
        refused = answer;
      } else if (answer.status === 412) this.set({ state: 'conflict', refusal: answer });
      else refused = answer;
    });
    await this.flush();
    return refused;
  }

  /** Gives up what the server did not take: the screen shows again what it holds. */
  discard(): void {
    this.lead();
    this.open = { head: this.serverHead, waiting: null, submitting: false, dropped: [], made: null };
    this.set({
      content: this.snapshot.stored,
      base: this.snapshot.stored,
      state: 'saved',
      refusal: null,
      note: null,
    });
    void this.keep();
  }

  /** The juror has read what became of a submission. */
  hush(): void {
    this.set({ note: null });
  }

  /** The page is left: what can be sent is sent, then nothing more. What cannot, waits for the outbox. */
  async leave(): Promise<void> {
    const visit = this.visits;
    this.leaving = true;
    await this.flush();
    if (visit === this.visits) this.close();
  }

  /** Of an evaluation that no page shows: one attempt to send what waits. */
  async sendOnce(): Promise<void> {
    const taken = this.resume();
    this.leaving = true;
    await taken;
    await this.flush();
    this.close();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.stir();
    this.given.tabs?.leave();
  }
}
