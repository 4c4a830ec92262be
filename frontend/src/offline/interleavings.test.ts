// Random lives of two devices: marks, desks opened and left, lost networks and answers, killed browsers, a recusal.
// In the end every mark is on the server, once, in one chain of revisions; what a recusal kept from it, on its device.
import { expect, test } from 'vitest';
import { type Content, contentIn, type Draft, type Revision } from './evaluation';
import { EvaluationSaver } from './evaluationSaver';
import { browser, empty, Server } from './evaluationTestKit';
import { Outbox } from './outbox';

const RUNS = process.env.SLOW ? 1000 : 100;
const STEPS = 40;
const NAMES = ['a', 'b', 'c'];

const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const turn = (milliseconds = 0) => new Promise<void>((done) => setTimeout(done, milliseconds));
let ids = 0;

type World = Record<string, { server: Server; isRecused: boolean }>;

/** One browser: its store outlives it when it is killed, its pages and its outbox do not. */
class Device {
  rows = new Map<string, Draft>();
  isAway = false;
  private losses = 0;
  private life = { alive: true };
  private tabs = new Map<string, ReturnType<typeof browser>>();
  private readings = new Map<string, { content: Content; head: string | null }>();
  desks = new Map<string, { saver: EvaluationSaver; release: () => void }>();
  marks: Record<string, string[]> = { a: [], b: [], c: [] };
  outbox: Outbox;
  private world: World;

  constructor(world: World) {
    this.world = world;
    this.outbox = this.boot();
  }

  private at = (name: string) => this.world[name] as World[string];
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
    if (this.at(name).isRecused) return { status: 403, body: { code: 'evaluation_closed' } };
    const answer = await this.at(name).server.send(revision);
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
      newId: () => `o${++ids}`,
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

  open(name: string): EvaluationSaver {
    const known = this.desks.get(name);
    if (known) return known.saver;
    const release = this.outbox.hold(name);
    const { server } = this.at(name);
    if (!this.isAway)
      this.readings.set(name, { content: contentIn(server.stored.get(server.head ?? '')?.body), head: server.head });
    const life = this.life;
    const saver = new EvaluationSaver({
      evaluationId: name,
      ...(this.readings.get(name) ?? { content: empty, head: null }),
      status: 'draft',
      reopened: false,
      savedAt: null,
      total: null,
      store: this.store(life),
      send: (revision) => this.send(life, name, revision),
      reopen: async () => ({ status: 0, body: {} }),
      newId: () => `d${++ids}`,
      tabs: this.tabsOf(name),
      pause: 0,
      wait: () => turn(1),
    });
    this.desks.set(name, { saver, release });
    void saver.resume();
    return saver;
  }

  async mark(name: string): Promise<void> {
    const saver = this.open(name);
    await turn(2);
    const key = `m${++ids}`;
    const { content } = saver.current();
    const mark = { points: '1', level: null, na: false, comment: null, pins: [] };
    saver.change({ ...content, scores: { ...content.scores, [key]: mark } });
    // On the device at once: only then is a kill no loss.
    await turn(1);
    this.marks[name]?.push(key);
  }

  async leave(name: string): Promise<void> {
    const desk = this.desks.get(name);
    if (!desk) return;
    this.desks.delete(name);
    await desk.saver.leave();
    this.readings.set(name, { content: desk.saver.current().stored, head: desk.saver.head() });
    desk.release();
  }

  kill(): void {
    this.life.alive = false;
    this.life = { alive: true };
    this.tabs = new Map(); // pages that were just being left die too
    for (const { saver } of this.desks.values()) saver.close();
    for (const name of NAMES) this.outbox.hold(name);
    this.desks.clear();
    this.outbox = this.boot();
  }

  /** Everything is brought to the server; of a conflict both sides are kept. */
  async settle(): Promise<void> {
    this.isAway = false;
    this.losses = 0;
    for (const name of NAMES) await this.leave(name);
    await this.outbox.run();
    for (const [name, draft] of [...this.rows]) {
      if (draft.parked !== 'conflict') continue;
      const saver = this.open(name);
      await saver.flush();
      const { state, refusal, content } = saver.current();
      const there = refusal?.body.current as (Content & { head: string }) | undefined;
      if (state === 'conflict' && there)
        await saver.resolve({ ...content, scores: { ...there.scores, ...content.scores } }, there.head);
      await this.leave(name);
    }
  }
}

async function live(seed: number): Promise<void> {
  const random = randomOf(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const world: World = Object.fromEntries(NAMES.map((name) => [name, { server: new Server(), isRecused: false }]));
  const devices = [new Device(world), new Device(world)];
  const recusedAt = random() < 0.5 ? Math.floor(random() * STEPS) : -1;
  for (let step = 0; step < STEPS; step++) {
    if (step === recusedAt) (world.c as World[string]).isRecused = true;
    const device = pick(devices);
    const name = pick(NAMES);
    const act = random();
    if (act < 0.4) await device.mark(name);
    else if (act < 0.55) void device.leave(name);
    else if (act < 0.65) device.isAway = !device.isAway;
    else if (act < 0.75) device.lose();
    else if (act < 0.82) device.kill();
    else if (act < 0.95) void device.outbox.run();
    else await turn(3);
  }
  for (let tries = 0; tries < 4; tries++) for (const device of devices) await device.settle();
  for (const name of NAMES) {
    const { server, isRecused } = world[name] as World[string];
    const stored = [...server.stored.values()];
    expect(
      stored.map((one) => one.parent),
      `seed ${seed}: one chain of ${name}`,
    ).toEqual([null, ...stored.map((one) => one.id)].slice(0, stored.length));
    const there = new Set(Object.keys(server.stored.get(server.head ?? '')?.body.scores ?? {}));
    for (const device of devices) {
      const here = Object.keys(device.rows.get(name)?.content.scores ?? {});
      const lost = device.marks[name]?.filter((key) => !there.has(key) && !(isRecused && here.includes(key)));
      expect(lost, `seed ${seed}: lost of ${name}`).toEqual([]);
      if (!isRecused) expect(device.rows.has(name), `seed ${seed}: ${name} waits`).toBe(false);
    }
  }
}

test(`${RUNS} lives lose nothing`, { timeout: 600_000 }, async () => {
  for (let from = 0; from < RUNS; from += 20)
    await Promise.all(Array.from({ length: Math.min(20, RUNS - from) }, (_, at) => live(from + at)));
});
