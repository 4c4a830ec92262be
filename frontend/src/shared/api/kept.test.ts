// What a device answers from what it kept: only without an answer, only a juror's, only readings.
import { afterEach, expect, test } from 'vitest';
import { type Keeper, keeper, keptOr, readingsKept, setDeviceOwner } from './kept';

const QUEUE = 'http://localhost/api/v1/juror/rounds';
const lost = () => Promise.reject(new TypeError('network'));
const said = (status: number) => async () =>
  new Response('{"from":"server"}', { status, headers: { 'Content-Type': 'application/json' } });
function keeping() {
  const kept: string[] = [];
  const one: Keeper = {
    keep: async ({ pathname }, answer) => void kept.push(`${pathname} ${answer.status}`),
    answer: async () => new Response('{"from":"device"}'),
  };
  keeper.load = async () => one;
  return kept;
}
afterEach(() => {
  keeper.load = null;
});
const from = async (answer: Promise<Response>) => (await (await answer).json()).from;

test('without a network, or with a gateway before a server that is away, the device answers', async () => {
  keeping();
  setDeviceOwner('a');
  expect(await from(keptOr(new Request(QUEUE), lost))).toBe('device');
  expect(await from(keptOr(new Request(QUEUE), said(503)))).toBe('device');
});

test('what the server says is taken, a refusal too, and kept', async () => {
  const kept = keeping();
  setDeviceOwner('a');
  expect(await from(keptOr(new Request(QUEUE), said(200)))).toBe('server');
  expect((await keptOr(new Request(QUEUE), said(403))).status).toBe(403);
  expect(kept).toEqual(['/api/v1/juror/rounds 200', '/api/v1/juror/rounds 403']);
});

test.each([
  ['a device of nobody', null, new Request(QUEUE)],
  ['a write', 'a', new Request(QUEUE, { method: 'POST' })],
  ['what is not the juror’s', 'a', new Request('http://localhost/api/v1/entries')],
])('%s is never answered by the device', async (_, owner, request) => {
  const kept = keeping();
  setDeviceOwner(owner);
  await expect(keptOr(request, lost)).rejects.toThrow('network');
  await keptOr(request, said(200));
  expect(kept).toEqual([]);
});

test('a change of what was read waits until it is on the device', async () => {
  const done: string[] = [];
  let finish = () => {};
  keeper.load = async () => ({
    keep: () => new Promise((kept) => (finish = () => kept(void done.push('kept')))),
    answer: async () => null,
  });
  setDeviceOwner('a');
  await keptOr(new Request(QUEUE), said(200));
  const changed = readingsKept().then(() => done.push('changed'));
  await new Promise((later) => setTimeout(later));
  expect(done).toEqual([]);
  finish();
  await changed;
  expect(done).toEqual(['kept', 'changed']);
});
