// @vitest-environment-options { "settings": { "fetch": { "disableSameOriginPolicy": true } } }
// In the end of every life every mark and note is on the server, or under one that its juror knowingly put over it, in one
// chain of revisions; what a recusal kept from it, on its device. Submitted is what was on the screen, and nothing else.
// In memory here; tests/process/test_lives.py runs this against a real server, and looks into its database.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contentIn, type Revision } from './evaluation';
import { Server } from './evaluationTestKit';
import type { Marked, Site } from './livesBrowserTestKit';
import { linesOf } from './livesLedgerTestKit';
import { type Juror, signIn } from './livesOnServerTestKit';
import { live } from './livesTestKit';

const RUNS = process.env.SLOW ? 1000 : 100;
const TOGETHER = 20;
const NAMES = ['a', 'b', 'c'];
let ids = 0;

class InMemory implements Site {
  server = new Server();
  isRecused = false;
  newId = () => `r${++ids}`;
  criteria = [
    { id: 'm1', levels: [], na: false, fields: ['f1'] },
    { id: 'm2', levels: ['low', 'high'], na: false, fields: [] },
    { id: 'm3', levels: [], na: true, fields: ['f1', 'f2'] },
    { id: 'm4', levels: [], na: false, fields: [] },
  ];
  read = async () => {
    const { head, stored, status, reopened } = this.server;
    return { content: contentIn(stored.get(head ?? '')?.body), head, status, reopened };
  };
  send = async (revision: Revision) =>
    this.isRecused ? { status: 403, body: { code: 'evaluation_closed' } } : this.server.send(revision);
  reopen = async (head: string | null) =>
    this.isRecused ? { status: 403, body: { code: 'evaluation_closed' } } : this.server.reopen(head);
  recuse = async () => {
    this.isRecused = true;
  };
}

async function inMemory(seed: number): Promise<void> {
  const sites = Object.fromEntries(NAMES.map((name) => [name, new InMemory()]));
  const { devices, ledgers } = await live(seed, sites);
  for (const [name, { server, isRecused }] of Object.entries(sites)) {
    const stored = [...server.stored.values()];
    expect(
      stored.map((one) => one.parent),
      `seed ${seed}: one chain of ${name}`,
    ).toEqual([null, ...stored.map((one) => one.id)].slice(0, stored.length));
    const head = linesOf(contentIn(server.stored.get(server.head ?? '')?.body));
    const kept = isRecused ? devices.map(({ rows }) => linesOf(contentIn(rows.get(name)?.content))) : [];
    expect(ledgers[name]?.lost([head, ...kept]), `seed ${seed}: lost of ${name}`).toEqual([]);
    const submitted = stored.filter(({ body }) => body.status === 'submitted').map(({ body }) => linesOf(body));
    for (const one of submitted) expect(ledgers[name]?.submitted, `seed ${seed}: nobody submitted`).toContainEqual(one);
    if (isRecused) continue;
    for (const device of devices) {
      const wish = device.wishes[name];
      if (wish) expect(submitted, `seed ${seed}: submission lost of ${name}`).toContainEqual(wish);
      expect(device.rows.has(name), `seed ${seed}: ${name} waits`).toBe(false);
    }
  }
}

/** What became of each evaluation is written down for the one who can read the database. */
async function onServer(path: string): Promise<void> {
  const given = JSON.parse(readFileSync(path, 'utf8')) as { url: string; criteria: Marked[]; jurors: Juror[] };
  const told: object[] = [];
  await Promise.all(
    given.jurors.map(async (juror, at) => {
      const siteOf = await signIn(given.url, juror, given.criteria);
      const one = async (from: number) => {
        const seed = at * juror.evaluations.length + from;
        const names = juror.evaluations.slice(from, from + NAMES.length);
        const sites = Object.fromEntries(names.map((name) => [name, siteOf(name)]));
        const { devices, ledgers } = await live(seed, sites);
        for (const [evaluation, { isRecused, taken, wrong }] of Object.entries(sites))
          told.push({
            seed,
            evaluation,
            recused: isRecused,
            taken,
            wrong,
            over: ledgers[evaluation]?.over,
            submitted: ledgers[evaluation]?.submitted,
            wished: devices.map((device) => device.wishes[evaluation]).filter((wish) => wish),
            kept: devices.map(({ rows }) => linesOf(contentIn(rows.get(evaluation)?.content))),
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
test(given ? 'lives on a server' : `${RUNS} lives lose nothing`, { timeout: given ? 1_800_000 : 120_000 }, async () => {
  if (given) return onServer(given);
  for (let from = 0; from < RUNS; from += TOGETHER)
    await Promise.all(Array.from({ length: Math.min(TOGETHER, RUNS - from) }, (_, at) => inMemory(from + at)));
});
