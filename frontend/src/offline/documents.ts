// Prepares a round for work without a network: every entry of it is read, and its documents are kept on the device.
import { authorisedFetch } from '../shared/api/client';
import { deviceOf } from './device';
import { documentsOf } from './kept';
import { addressOf, orderKey } from './order';

interface File {
  id: string;
  name: string;
  state: string;
  size: number;
  previews: number;
}
export interface Entry {
  evaluation_id: string;
  number: number;
  title: string;
  entry: { attachments: File[] };
}

export interface Preparing {
  done: number;
  of: number;
}
export type Failed =
  | { number: number; file: string | null }
  /** null: the list of the orders itself */
  | { order: { category_ar: string; category_en: string } | null };

export interface Prepared {
  at: string;
  evaluations: string[];
  documents: number;
  /** what could not be had: the entry's number, and the file's name where it is a file; or an order, by its category */
  failed: Failed[];
  /** the round's orders, where it ranks */
  orders?: string[];
}

export class NoRoom extends Error {
  needed: number;
  free: number;
  constructor(needed: number, free: number) {
    super('no room');
    this.needed = needed;
    this.free = free;
  }
}

const base = (evaluationId: string): string => `/api/v1/juror/evaluations/${evaluationId}`;
/** The juror's orders of a round. */
export const ordersOf = (roundId: string): string => `/api/v1/juror/rankings?round=${roundId}`;
const recordOf = (roundId: string): string => `prepared:${roundId}`;
/** The addresses of a file: its pictures and itself. */
export const addressesOf = (evaluationId: string, { id, previews }: Pick<File, 'id' | 'previews'>): string[] => [
  ...Array.from({ length: previews }, (_, at) => `${base(evaluationId)}/attachments/${id}/previews/${at + 1}`),
  `${base(evaluationId)}/attachments/${id}/content`,
];

async function read(address: string, signal: AbortSignal): Promise<Response | null> {
  const answer = await authorisedFetch(new Request(new URL(address, location.origin), { signal })).catch(() => null);
  signal.throwIfAborted();
  return answer?.ok ? answer : null;
}

/** A round that ranks: its orders too, each as its page reads it. */
async function readOrders(roundId: string, signal: AbortSignal, failed: Prepared['failed']): Promise<string[]> {
  const answer = await read(ordersOf(roundId), signal);
  if (!answer) {
    failed.push({ order: null });
    return [];
  }
  const { items } = (await answer.json()) as {
    items: { ranking_id: string; category_ar: string; category_en: string }[];
  };
  for (const { ranking_id, category_ar, category_en } of items)
    if (!(await read(addressOf(orderKey(ranking_id)), signal))) failed.push({ order: { category_ar, category_en } });
  return items.map(({ ranking_id }) => ranking_id);
}

export async function prepare(
  userId: string,
  { round_id: roundId, mode }: { round_id: string; mode: string },
  items: readonly { evaluation_id: string; number: number }[],
  signal: AbortSignal,
  told: (how: Preparing) => void,
): Promise<Prepared> {
  const failed: Prepared['failed'] = [];
  const orders = mode === 'ranking' ? await readOrders(roundId, signal, failed) : [];
  const files: { number: number; name: string; size: number; addresses: string[] }[] = [];
  const tell = (done: number) => told({ done, of: items.length + files.length });
  for (const [at, { evaluation_id, number }] of items.entries()) {
    tell(at);
    const answer = await read(base(evaluation_id), signal);
    if (!answer) failed.push({ number, file: null });
    else {
      const { entry } = (await answer.json()) as Entry;
      for (const file of entry.attachments.filter((one) => one.state === 'clean'))
        files.push({ number, name: file.name, size: file.size, addresses: addressesOf(evaluation_id, file) });
    }
  }
  await checkRoom(files.reduce((sum, { size }) => sum + size, 0));
  const cache = await caches.open(documentsOf(userId));
  for (const [at, { number, name, addresses }] of files.entries()) {
    tell(items.length + at);
    for (const address of addresses) {
      if (await cache.match(address)) continue;
      const answer = await read(address, signal);
      if (answer) await cache.put(address, answer);
      else {
        failed.push({ number, file: name });
        break;
      }
    }
  }
  tell(items.length + files.length);
  const prepared: Prepared = {
    at: new Date().toISOString(),
    evaluations: items.map((item) => item.evaluation_id),
    documents: files.length,
    failed,
    orders,
  };
  await deviceOf(userId).keep(recordOf(roundId), prepared);
  return prepared;
}

/** A browser that is asked to keep it does not drop it when space is short. */
async function checkRoom(needed: number): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota === undefined || usage === undefined) return;
  if (needed > quota - usage) throw new NoRoom(needed, quota - usage);
}

export const preparedFor = async (userId: string, roundId: string): Promise<Prepared | null> =>
  ((await deviceOf(userId).kept(recordOf(roundId))) as Prepared | undefined) ?? null;

/** The round is over: its entries and documents leave the device. */
export async function clearRound(userId: string, roundId: string): Promise<void> {
  const prepared = await preparedFor(userId, roundId);
  if (!prepared) return;
  const cache = await caches.open(documentsOf(userId));
  for (const { url } of await cache.keys())
    if (prepared.evaluations.some((id) => new URL(url).pathname.startsWith(`${base(id)}/`))) await cache.delete(url);
  const { evaluations, orders = [] } = prepared;
  const addresses = [...evaluations.map(base), ...orders.map((id) => addressOf(orderKey(id))), ordersOf(roundId)];
  for (const address of addresses) await deviceOf(userId).forget(address);
  await deviceOf(userId).forget(recordOf(roundId));
}
