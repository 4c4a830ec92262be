// A browser of the random lives, with its desks and its outbox: it loses networks and answers, and is killed.
import type { Answer, Content, Draft, Revision, Status } from './evaluation';
import { EvaluationSaver } from './evaluationSaver';
import { browser, empty } from './evaluationTestKit';
import { Outbox } from './outbox';

export const turn = (milliseconds = 0) => new Promise<void>((done) => setTimeout(done, milliseconds));

export type Reading = { content: Content; head: string | null; status: Status; reopened: boolean };

/** What may be said of a criterion: its levels, where it has no points; whether it may be of no concern; what can be cited. */
export interface Marked {
  id: string;
  levels: readonly string[];
  na: boolean;
  fields: readonly string[];
}

/** Where one evaluation lives. */
export interface Site {
  isRecused: boolean;
  newId: () => string;
  /** all are marked before it is submitted */
  criteria: readonly Marked[];
  /** null: it may not be read any more */
  read: () => Promise<Reading | null>;
  send: (revision: Revision) => Promise<Answer>;
  reopen: (head: string | null) => Promise<Answer>;
  recuse: () => Promise<void>;
}

const unread: Reading = { content: empty, head: null, status: 'none', reopened: false };

/** One browser: its store outlives it when it is killed, its pages and its outbox do not. */
export class Browser {
  rows = new Map<string, Draft>();
  isAway = false;
  protected losses = 0;
  private life = { alive: true };
  private tabs = new Map<string, ReturnType<typeof browser>>();
  private readings = new Map<string, Reading>();
  private desks = new Map<string, { saver: EvaluationSaver; release: () => void }>();
  protected leaving: Promise<void>[] = [];
  outbox: Outbox;
  protected sites: Record<string, Site>;

  constructor(sites: Record<string, Site>) {
    this.sites = sites;
    this.outbox = this.boot();
  }

  protected at = (name: string) => this.sites[name] as Site;
  lose(): void {
    this.losses += 1;
  }

  private store(life: { alive: boolean }) {
    const ifAlive = async (act: () => void) => {
      await turn();
      if (life.alive) act();
    };
    return {
      get: async (name: string) => structuredClone(this.rows.get(name)),
      put: (name: string, draft: Draft) => {
        const copy = structuredClone(draft);
        return ifAlive(() => this.rows.set(name, copy));
      },
      remove: (name: string) => ifAlive(() => this.rows.delete(name)),
      all: async () => [...this.rows].map(([evaluation_id, draft]) => ({ ...draft, evaluation_id })),
      watch: () => undefined,
    };
  }

  private async ask(life: { alive: boolean }, request: () => Promise<Answer>) {
    await turn();
    if (this.isAway || !life.alive) throw new TypeError('network');
    const answer = await request();
    if (this.losses > 0) {
      this.losses -= 1;
      throw new TypeError('network');
    }
    await turn();
    if (!life.alive) throw new TypeError('network');
    return answer;
  }

  private tabsOf(name: string) {
    const made = this.tabs.get(name) ?? browser();
    this.tabs.set(name, made);
    return made();
  }

  private boot(): Outbox {
    const life = this.life;
    const held = new Set<string>();
    return new Outbox({
      store: this.store(life),
      send: (name, revision) => this.ask(life, () => this.at(name).send(revision)),
      newId: this.at(Object.keys(this.sites)[0] ?? '').newId,
      alone: async (name, task) => {
        if (held.has(name)) return false;
        held.add(name);
        await task().finally(() => held.delete(name));
        return true;
      },
      tabs: (name) => this.tabsOf(name),
      taken: (name, { stored, status, reopened }, head) =>
        this.readings.set(name, { content: stored, head, status, reopened }),
      later: () => 0,
    });
  }

  /** The desk, open already or opened now; null where it cannot be read. */
  protected async open(name: string): Promise<EvaluationSaver | null> {
    const known = this.desks.get(name);
    if (known) return known.saver;
    const release = this.outbox.hold(name);
    const read = this.isAway ? null : await this.at(name).read();
    if (read) this.readings.set(name, read);
    const reading = this.readings.get(name) ?? (this.isAway ? unread : null);
    if (!reading) {
      release();
      return null;
    }
    const life = this.life;
    const saver = new EvaluationSaver({
      evaluationId: name,
      ...reading,
      savedAt: null,
      total: null,
      store: this.store(life),
      send: (revision) => this.ask(life, () => this.at(name).send(revision)),
      reopen: (head) => this.ask(life, () => this.at(name).reopen(head)),
      newId: this.at(name).newId,
      tabs: this.tabsOf(name),
      pause: 0,
      wait: () => turn(1),
    });
    this.desks.set(name, { saver, release });
    void saver.resume();
    return saver;
  }

  async leave(name: string): Promise<void> {
    const desk = this.desks.get(name);
    if (!desk) return;
    this.desks.delete(name);
    const left = desk.saver.leave().then(() => {
      const { stored, status, reopened } = desk.saver.current();
      this.readings.set(name, { content: stored, head: desk.saver.head(), status, reopened });
      desk.release();
    });
    this.leaving.push(left);
    await left;
  }

  kill(): void {
    this.life.alive = false;
    this.life = { alive: true };
    this.tabs = new Map(); // pages that were just being left die too
    for (const { saver } of this.desks.values()) saver.close();
    for (const name of Object.keys(this.sites)) this.outbox.hold(name);
    this.desks.clear();
    this.outbox = this.boot();
  }
}
