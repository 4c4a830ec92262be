// Random lives of two devices of one juror: marks of the same criteria, private notes, submissions, reopening, desks
// taken back, work given up, desks opened and left, lost networks and answers, killed browsers, a recusal. Where the
// evaluations live is given: the rules of revisions in memory, or a real server.
import { type Content, chosen, contentIn, type Mark, offered } from './evaluation';
import type { EvaluationSaver } from './evaluationSaver';
import { Browser, type Marked, type Site, turn } from './livesBrowserTestKit';
import { Ledger, type Lines, linesOf } from './livesLedgerTestKit';

const STEPS = 40;

const randomOf = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

/** One of the juror's two: what they do at it. */
class Device extends Browser {
  /** by evaluation: what was submitted here and neither changed nor answered with a conflict since */
  wishes: Record<string, Lines> = {};
  private made = 0;
  private name: string;
  private ledgers: Record<string, Ledger>;
  private random: () => number;

  constructor(name: string, sites: Record<string, Site>, ledgers: Record<string, Ledger>, random: () => number) {
    super(sites);
    this.name = name;
    this.ledgers = ledgers;
    this.random = random;
  }

  /** The desk as the juror finds it; null where they can change nothing. A conflict is decided first. */
  private async sit(name: string): Promise<EvaluationSaver | null> {
    const saver = await this.open(name);
    await turn(2);
    if (saver?.current().state !== 'conflict') return saver;
    void this.decide(name, saver);
    return null;
  }

  private write(name: string, saver: EvaluationSaver, line: string): void {
    const { content } = saver.current();
    this.made += 1;
    const comment = `قول ${this.name}${this.made}`;
    const of = this.at(name).criteria.find((one) => one.id === line);
    const written = of
      ? { ...content, scores: { ...content.scores, [line]: markOf(of, this.made, comment) } }
      : { ...content, notes: comment };
    this.ledgers[name]?.put(line, linesOf(written)[line] ?? '', linesOf(content)[line]);
    delete this.wishes[name];
    saver.change(written);
  }

  /** A mark, or a private note. */
  async say(name: string, line: string): Promise<void> {
    const saver = await this.sit(name);
    if (!saver || isLocked(saver)) return;
    this.write(name, saver, line);
    // On the device at once: only then is a kill no loss.
    await turn(1);
  }

  async submit(name: string): Promise<void> {
    const saver = await this.sit(name);
    if (!saver || isLocked(saver)) return;
    for (const { id } of this.at(name).criteria) if (!saver.current().content.scores[id]) this.write(name, saver, id);
    const lines = linesOf(saver.current().content);
    this.ledgers[name]?.submitted.push(lines);
    this.wishes[name] = lines;
    void saver.submit();
    await turn(1);
  }

  async reopen(name: string): Promise<void> {
    const saver = await this.sit(name);
    if (saver && isLocked(saver)) void saver.reopen();
    await turn(1);
  }

  /** A submission that waits for its answer is taken back. */
  async takeBack(name: string): Promise<void> {
    const saver = await this.sit(name);
    if (!saver?.current().pending) return;
    delete this.wishes[name];
    saver.takeBack();
    await turn(1);
  }

  /** What the server did not take is given up: the juror is shown each line as it is here and as it is stored. */
  async discard(name: string): Promise<void> {
    const saver = await this.sit(name);
    if (!saver || !['held', 'refused'].includes(saver.current().state)) return;
    const { content, stored } = saver.current();
    const [here, there] = [content, stored].map(linesOf) as [Lines, Lines];
    for (const [line, word] of Object.entries(here))
      if (word !== there[line]) this.ledgers[name]?.put(line, there[line] ?? '', word);
    delete this.wishes[name];
    saver.discard();
    await turn(1);
  }

  /** As the dialog does: of every line that differs one side, as it is offered or as the juror likes. */
  private async decide(name: string, saver: EvaluationSaver): Promise<void> {
    const { refusal, content, base } = saver.current();
    const there = refusal?.body.current as (Content & { head: string }) | null | undefined;
    const other = contentIn(there);
    const [was, mine, theirs] = [base, content, other].map(linesOf) as [Lines, Lines, Lines];
    const sides: Record<string, 'here' | 'there'> = {};
    for (const line of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const [here = '', elsewhere = ''] = [mine[line], theirs[line]];
      const free = here && elsewhere && this.random() < 0.5;
      const side = free ? (this.random() < 0.5 ? 'here' : 'there') : offered(was[line] ?? '', here, elsewhere);
      sides[line] = side;
      if (here !== elsewhere)
        this.ledgers[name]?.put(
          line,
          ...((side === 'here' ? [here, elsewhere] : [elsewhere, here]) as [string, string]),
        );
    }
    delete this.wishes[name];
    await saver.resolve(
      chosen(content, other, (line) => sides[line] ?? 'here'),
      there?.head ?? null,
    );
  }

  /** Everything is brought to the server: a conflict is decided, what a submission locked out is let in again. */
  async settle(): Promise<void> {
    this.isAway = false;
    this.losses = 0;
    for (const name of Object.keys(this.sites)) await this.leave(name);
    await Promise.all(this.leaving); // what a desk holds that is being left, nobody else sends
    await this.outbox.run();
    for (const [name, draft] of [...this.rows]) {
      const saver = draft.parked ? await this.open(name) : null;
      if (!saver) continue;
      await saver.flush();
      if (saver.current().state === 'conflict') await this.decide(name, saver);
      if (saver.current().state === 'held') {
        delete this.wishes[name];
        await saver.reopen();
      }
      await this.leave(name);
    }
  }
}

/** The juror's n-th: points, a level, or not applicable with the reason; every other one cites something. */
function markOf({ levels, na, fields }: Marked, made: number, comment: string): Mark {
  const cited = made % 2 ? fields : [];
  return {
    points: levels.length || (na && made % 3 === 0) ? null : `${made % 6}`,
    level: levels[made % levels.length] ?? null,
    na: na && made % 3 === 0,
    comment,
    pins: cited.map((field_id) => ({ field_id, attachment_id: null, page: null })),
  };
}

/** The sheet takes no changes. */
const isLocked = (saver: EvaluationSaver): boolean => {
  const { status, reopened } = saver.current();
  return status === 'submitted' && !reopened;
};

export interface Life {
  devices: Device[];
  /** by evaluation */
  ledgers: Record<string, Ledger>;
}

/** One life, to its end: both devices are back in the network and have settled what they could. */
export async function live(seed: number, sites: Record<string, Site>): Promise<Life> {
  const random = randomOf(seed);
  const names = Object.keys(sites);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const ledgers = Object.fromEntries(names.map((name) => [name, new Ledger()]));
  const devices = ['أ', 'ب'].map((name) => new Device(name, sites, ledgers, random));
  const recusedAt = random() < 0.5 ? Math.floor(random() * STEPS) : -1;
  for (let step = 0; step < STEPS; step++) {
    if (step === recusedAt) await sites[names.at(-1) ?? '']?.recuse();
    const device = pick(devices);
    const name = pick(names);
    const act = random();
    if (act < 0.24) await device.say(name, pick(sites[name]?.criteria ?? []).id);
    else if (act < 0.3) await device.say(name, 'notes');
    else if (act < 0.37) await device.submit(name);
    else if (act < 0.42) await device.reopen(name);
    else if (act < 0.45) await device.takeBack(name);
    else if (act < 0.49) await device.discard(name);
    else if (act < 0.6) void device.leave(name);
    else if (act < 0.69) device.isAway = !device.isAway;
    else if (act < 0.77) device.lose();
    else if (act < 0.83) device.kill();
    else if (act < 0.95) void device.outbox.run();
    else await turn(3);
  }
  for (let tries = 0; tries < 4; tries++) for (const device of devices) await device.settle();
  return { devices, ledgers };
}
