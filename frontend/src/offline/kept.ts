// What a juror has read, kept for when there is no network: who they are, their rounds, queues and desks, each under
// its address in their own database; and the documents of the rounds that they prepared.
import { deviceOwner, setDeviceOwner } from '../shared/api/kept';
import { deviceOf } from './device';
import { PRACTICE } from './practice';
import { dropAllTyped } from './typed';

const JSON_OF = { headers: { 'Content-Type': 'application/json' } };
const DESK =
  /^\/api\/v1\/juror\/(rounds|practices|(evaluations|rankings)(\/[\w-]+)?|(rounds|evaluations)\/[\w-]+\/questions|rounds\/[\w-]+\/practice)$/;
export const documentsOf = (userId: string): string => `tahkeem-documents-${userId}`;
const addressOf = ({ pathname, search }: URL): string => pathname + search;

export async function keep(url: URL, answer: Response): Promise<void> {
  const owner = deviceOwner();
  if (owner === null) return;
  if (url.pathname === '/api/v1/me') {
    if (!answer.ok) return;
    const body = (await answer.json()) as { user_id: string };
    // Somebody else has signed in: what is kept is not theirs, and stays for whom it is of.
    if (body.user_id !== owner) {
      setDeviceOwner(null);
      dropAllTyped();
    } else await deviceOf(owner).keep(addressOf(url), body);
  } else if (DESK.test(url.pathname)) {
    if (answer.ok) await deviceOf(owner).keep(addressOf(url), await answer.json());
    else if (answer.status === 403 || answer.status === 404) await forgetDesk(owner, addressOf(url));
  }
}

/** What they may not read any more, with all that was kept under it: its questions, its prepared documents. */
export async function forgetDesk(owner: string, address: string): Promise<void> {
  await deviceOf(owner).forget(address);
  if (!address.startsWith('/api/v1/juror/evaluations/')) return;
  await deviceOf(owner).forget(`${address}/questions`);
  if (!('caches' in globalThis)) return;
  const documents = await caches.open(documentsOf(owner));
  for (const { url } of await documents.keys())
    if (new URL(url).pathname.startsWith(`${address}/`)) await documents.delete(url);
}

export async function answer(url: URL): Promise<Response | null> {
  const owner = deviceOwner();
  if (owner === null) return null;
  const body = await deviceOf(owner).kept(addressOf(url));
  if (body !== undefined) return new Response(JSON.stringify(body), JSON_OF);
  if (!('caches' in globalThis)) return null;
  const documents = await caches.open(documentsOf(owner));
  return (await documents.match(addressOf(url))) ?? null;
}

/** Who they are was read before the page knew that it is a juror's. */
export const keepMe = <M extends { user_id: string }>(me: M): Promise<void> =>
  deviceOf(me.user_id).keep('/api/v1/me', me);

/** Signing out: nothing that was read stays. Work that the server has not answered does. */
export async function clearKept(): Promise<void> {
  const owner = deviceOwner();
  dropAllTyped();
  if (owner === null) return;
  setDeviceOwner(null);
  await deviceOf(owner).clearKept(PRACTICE);
  if ('caches' in globalThis) await caches.delete(documentsOf(owner));
}

/** How many evaluations and practice cases have work, and how many acts there are, that the server has not taken. */
export async function unsent(): Promise<number> {
  const owner = deviceOwner();
  if (owner === null) return 0;
  const device = deviceOf(owner);
  const waiting = await Promise.all([device.all(), device.acts.all(), device.addresses(PRACTICE)]);
  return waiting.flat().length;
}
