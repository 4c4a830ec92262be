// What the person on this page does beside scoring: on the device first, and to the server as soon as it answers.
import { serverNow } from '../shared/api/clock';
import { Problem } from '../shared/api/problem';
import { type Act, type KeptAct, keyOf } from './acts';
import { deviceOf } from './device';
import { outboxOf, sendAct, tookAct } from './outboxOf';

/** How long the page waits for an answer before it says that the device keeps it. */
const PATIENCE = 4_000;

/** `done`: the server has it. `kept`: it waits on the device. A refusal of now is thrown, and nothing of it waits. */
export async function perform(userId: string, act: Act): Promise<'done' | 'kept'> {
  const { acts } = deviceOf(userId);
  const key = keyOf(act);
  const made_at = new Date(serverNow()).toISOString();
  try {
    await acts.put({ ...act, key, made_at });
  } catch {
    return performNow(userId, act); // the device keeps nothing
  }
  await Promise.race([outboxOf(userId).run(), new Promise((done) => setTimeout(done, PATIENCE))]);
  const kept = (await acts.all()).find((one) => one.key === key && one.made_at === made_at);
  if (!kept) return 'done';
  if (!kept.parked) return 'kept';
  await acts.settle(kept);
  throw problemIn(kept);
}

async function performNow(userId: string, act: Act): Promise<'done'> {
  const { status, body } = await sendAct(act);
  if (status >= 400) throw new Problem(status, String(body.code ?? `status_${status}`), body);
  tookAct(userId, act);
  return 'done';
}

export function problemIn({ parked }: KeptAct): Problem {
  const { status = 0, body = {} } = parked ?? {};
  return new Problem(status, typeof body.code === 'string' ? body.code : `status_${status}`, body);
}

/** The juror takes back what waits. */
export const takeBack = (userId: string, act: KeptAct): Promise<void> => deviceOf(userId).acts.settle(act);

export async function tryAgain(userId: string, { parked: _, ...act }: KeptAct): Promise<void> {
  await deviceOf(userId).acts.put({ ...act, made_at: new Date(serverNow()).toISOString() } as KeptAct);
  await outboxOf(userId).run();
}
