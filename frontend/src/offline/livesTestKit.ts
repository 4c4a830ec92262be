// Random lives of two devices of one juror: marks, desks opened and left, lost networks and answers, killed browsers, a
// recusal. Where the evaluations live is given: the rules of revisions in memory, or a real server.
import type { Answer, Content, Draft, Mark, Revision } from './evaluation';
import { EvaluationSaver } from './evaluationSaver';
import { browser, empty } from './evaluationTestKit';
import { Outbox } from './outbox';

const STEPS = 40;

export const turn = (milliseconds = 0) => new Promise<void>((done) => setTimeout(done, milliseconds));
const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

type Reading = { content: Content; head: string | null };

/** Where one evaluation lives. */
export interface Site {
  isRecused: boolean;
  newId: () => string;
  /** a criterion that has no mark yet; undefined when all have */
  criterion: () => string | undefined;
  /** null: it may not be read any more */
  read: () => Promise<Reading | null>;
  send: (revision: Revision) => Promise<Answer>;
  recuse: () => Promise<void>;
}

/** One browser: its store outlives it when it is killed, its pages and its outbox do not. */
class Device {
  rows = new Map<string, Draft>();
  isAway = false;
  private losses = 0;
  private life = { alive: true };
  private tabs = new Map<string, ReturnType<typeof browser>>();
  private readings = new Map<string, Reading>();
  private desks = new Map<string, { saver: EvaluationSaver; release: () => void }>();
  /** by evaluation and criterion: what this device marked last */
  marks: Record<string, Record<string, Mark>> = {};
  private made = 0;
  private leaving: Promise<void>[] = [];
  outbox: Outbox;
  private sites: Record<string, Site>;

  constructor(sites: Record<string, Site>) {
    this.sites = sites;
    this.outbox = this.boot();
  }

  private at = (name: string) => this.sites[name] as Site;
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

  private async send(life: { alive: boolean }, name: string, revision: Revision) {
    await turn();
    if (this.isAway || !life.alive) throw new TypeError('network');
    const answer = await this.at(name).send(revision);
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
      send: (name, revision) => this.send(life, name, revision),
      newId: this.at(Object.keys(this.sites)[0] ?? '').newId,
      alone: async (name, task) => {
        if (held.has(name)) return false;
        held.add(name);
        await task().finally(() => held.delete(name));
        return true;
      },
      tabs: (name) => this.tabsOf(name),
      taken: (name, shown, head) => this.readings.set(name, { content: shown.stored, head }),
      later: () => 0,
    });
  }

  /** The desk, open already or opened now; null where it cannot be read. */
  private async open(name: string): Promise<EvaluationSaver | null> {
    const known = this.desks.get(name);
    if (known) return known.saver;
    const release = this.outbox.hold(name);
    const read = this.isAway ? null : await this.at(name).read();
    if (read) this.readings.set(name, read);
    const reading = this.readings.get(name) ?? (this.isAway ? { content: empty, head: null } : null);
    if (!reading) {
      release();
      return null;
    }
    const life = this.life;
    const saver = new EvaluationSaver({
      evaluationId: name,
      ...reading,
      status: 'draft',
      reopened: false,
      savedAt: null,
      total: null,
      store: this.store(life),
      send: (revision) => this.send(life, name, revision),
      reopen: async () => ({ status: 0, body: {} }),
      newId: this.at(name).newId,
      tabs: this.tabsOf(name),
      pause: 0,
      wait: () => turn(1),
    });
    this.desks.set(name, { saver, release });
    void saver.resume();
    return saver;
  }

  /** A criterion of its own, or one that it has marked already, `again`. */
  async mark(name: string, again: boolean): Promise<void> {
    const saver = await this.open(name);
    await turn(2);
    const own = this.marks[name] ?? {};
    const key = saver ? (again && Object.keys(own).at(0)) || this.at(name).criterion() : undefined;
    if (!saver || !key) return;
    const { content } = saver.current();
    this.made += 1;
    const mark = { points: `${this.made % 6}`, level: null, na: false, comment: `قول ${this.made}`, pins: [] };
    saver.change({ ...content, scores: { ...content.scores, [key]: mark } });
    // On the device at once: only then is a kill no loss.
    await turn(1);
    this.marks[name] = { ...own, [key]: mark };
  }

  async leave(name: string): Promise<void> {
    const desk = this.desks.get(name);
    if (!desk) return;
    this.desks.delete(name);
    const left = desk.saver.leave().then(() => {
      this.readings.set(name, { content: desk.saver.current().stored, head: desk.saver.head() });
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

  /** Everything is brought to the server; of a conflict both sides are kept, and each device's own marks are its own. */
  async settle(): Promise<void> {
    this.isAway = false;
    this.losses = 0;
    for (const name of Object.keys(this.sites)) await this.leave(name);
    await Promise.all(this.leaving); // what a desk holds that is being left, nobody else sends
    await this.outbox.run();
    for (const [name, draft] of [...this.rows]) {
      const saver = draft.parked === 'conflict' ? await this.open(name) : null;
      if (!saver) continue;
      await saver.flush();
      const { state, refusal, content } = saver.current();
      const there = refusal?.body.current as (Content & { head: string }) | undefined;
      if (state === 'conflict' && there)
        await saver.resolve({ ...content, scores: { ...there.scores, ...this.marks[name] } }, there.head);
      await this.leave(name);
    }
  }
}

/** One life, to its end: both devices are back in the network and have settled what they could. */
export async function live(seed: number, sites: Record<string, Site>): Promise<Device[]> {
  const random = randomOf(seed);
  const names = Object.keys(sites);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const devices = [new Device(sites), new Device(sites)];
  const recusedAt = random() < 0.5 ? Math.floor(random() * STEPS) : -1;
  for (let step = 0; step < STEPS; step++) {
    if (step === recusedAt) await sites[names.at(-1) ?? '']?.recuse();
    const device = pick(devices);
    const name = pick(names);
    const act = random();
    if (act < 0.4) await device.mark(name, random() < 0.3);
    else if (act < 0.55) void device.leave(name);
    else if (act < 0.65) device.isAway = !device.isAway;
    else if (act < 0.75) device.lose();
    else if (act < 0.82) device.kill();
    else if (act < 0.95) void device.outbox.run();
    else await turn(3);
  }
  for (let tries = 0; tries < 4; tries++) for (const device of devices) await device.settle();
  return devices;
}
