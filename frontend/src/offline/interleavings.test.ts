// @vitest-environment-options { "settings": { "fetch": { "disableSameOriginPolicy": true } } }
// In the end of every life every mark is on the server as it was last made, once, in one chain of revisions; what a
// recusal kept from it, on its device. In memory here; tests/process/test_lives.py runs this against a real server, and looks into its database.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contentIn, type Mark, type Revision } from './evaluation';
import { Server } from './evaluationTestKit';
import { type Juror, signIn } from './livesOnServerTestKit';
import { live, type Site } from './livesTestKit';

const RUNS = process.env.SLOW ? 1000 : 100;
const TOGETHER = 20;
const NAMES = ['a', 'b', 'c'];
let ids = 0;
const isSame = (one: Mark | undefined, other: Mark) => one?.points === other.points && one.comment === other.comment;

class InMemory implements Site {
  server = new Server();
  isRecused = false;
  newId = () => `r${++ids}`;
  criterion = () => `m${++ids}`;
  read = async () => {
    const { head, stored } = this.server;
    return { content: contentIn(stored.get(head ?? '')?.body), head };
  };
  send = async (revision: Revision) =>
    this.isRecused ? { status: 403, body: { code: 'evaluation_closed' } } : this.server.send(revision);
  recuse = async () => {
    this.isRecused = true;
  };
}

async function inMemory(seed: number): Promise<void> {
  const sites = Object.fromEntries(NAMES.map((name) => [name, new InMemory()]));
  const devices = await live(seed, sites);
  for (const [name, { server, isRecused }] of Object.entries(sites)) {
    const stored = [...server.stored.values()];
    expect(
      stored.map((one) => one.parent),
      `seed ${seed}: one chain of ${name}`,
    ).toEqual([null, ...stored.map((one) => one.id)].slice(0, stored.length));
    const there = server.stored.get(server.head ?? '')?.body.scores ?? {};
    for (const device of devices) {
      const here = device.rows.get(name)?.content.scores ?? {};
      const lost = Object.entries(device.marks[name] ?? {}).filter(
        ([key, mark]) => !isSame(there[key], mark) && !(isRecused && isSame(here[key], mark)),
      );
      expect(lost, `seed ${seed}: lost of ${name}`).toEqual([]);
      if (!isRecused) expect(device.rows.has(name), `seed ${seed}: ${name} waits`).toBe(false);
    }
  }
}

/** What became of each evaluation is written down for the one who can read the database. */
async function onServer(path: string): Promise<void> {
  const given = JSON.parse(readFileSync(path, 'utf8')) as { url: string; criteria: string[]; jurors: Juror[] };
  const told: object[] = [];
  await Promise.all(
    given.jurors.map(async (juror, at) => {
      const siteOf = await signIn(given.url, juror, given.criteria);
      const one = async (from: number) => {
        const seed = at * juror.evaluations.length + from;
        const names = juror.evaluations.slice(from, from + NAMES.length);
        const sites = Object.fromEntries(names.map((name) => [name, siteOf(name)]));
        const devices = await live(seed, sites);
        for (const [evaluation, { isRecused, taken, wrong }] of Object.entries(sites))
          told.push({
            seed,
            evaluation,
            recused: isRecused,
            taken,
            wrong,
            marks: devices.flatMap((device) => Object.entries(device.marks[evaluation] ?? {})),
            kept: devices.flatMap((device) => Object.entries(device.rows.get(evaluation)?.content.scores ?? {})),
            waits: devices.filter((device) => device.rows.has(evaluation)).length,
          });
      };
      for (let from = 0; from < juror.evaluations.length; from += 5 * NAMES.length) {
        const starts = Array.from({ length: 5 }, (_, life) => from + life * NAMES.length);
        await Promise.all(starts.filter((start) => start < juror.evaluations.length).map(one));
      }
    }),
  );
  expect(told.length).toBe(given.jurors.flatMap((juror) => juror.evaluations).length);
  writeFileSync(`${path}.told`, JSON.stringify(told));
}

const given = process.env.LIVES_ON_SERVER;
test(given ? 'lives on a server' : `${RUNS} lives lose nothing`, { timeout: 1_800_000 }, async () => {
  if (given) return onServer(given);
  for (let from = 0; from < RUNS; from += TOGETHER)
    await Promise.all(Array.from({ length: Math.min(TOGETHER, RUNS - from) }, (_, at) => inMemory(from + at)));
});
