// Whether this device keeps what its reader has read, for pages that are opened without a network (offline/kept.ts
// does the keeping). Only a juror's device does; its person's id stands here until they sign out.
import { readLocal, writeLocal } from '../local';

const DEVICE = 'tahkeem.device';

export interface Keeper {
  keep: (url: URL, answer: Response) => Promise<void>;
  answer: (url: URL) => Promise<Response | null>;
}
/** Given by main.tsx: `shared` knows nothing of `offline`. */
export const keeper: { load: (() => Promise<Keeper>) | null } = { load: null };

export const deviceOwner = (): string | null => readLocal(DEVICE);
export const setDeviceOwner = (userId: string | null): void => writeLocal(DEVICE, userId);

const isKept = ({ pathname }: URL): boolean => pathname === '/api/v1/me' || pathname.startsWith('/api/v1/juror/');
/** No answer, or one of a gateway before a server that is away. */
export const isAway = (status: number): boolean => status === 0 || (status >= 502 && status <= 504);

let keeping: Promise<unknown> = Promise.resolve();
/** When all that was read so far is on the device: what changes a reading waits for it, or is overwritten by it. */
export const readingsKept = (): Promise<unknown> => keeping;

/** `send`, and what was read before where there is no answer. */
export async function keptOr(request: Request, send: () => Promise<Response>): Promise<Response> {
  const url = new URL(request.url);
  if (deviceOwner() === null || request.method !== 'GET' || !isKept(url)) return send();
  try {
    const answer = await send();
    if (!isAway(answer.status)) {
      // Documents are kept where a juror asks for it.
      if (answer.headers.get('Content-Type')?.includes('json')) {
        const copy = answer.clone();
        const one = keeper.load?.().then((loaded) => loaded.keep(url, copy));
        keeping = Promise.all([keeping, one]).catch(() => undefined);
      }
      return answer;
    }
    return (await (await keeper.load?.())?.answer(url)) ?? answer;
  } catch (error) {
    const kept = await keeper
      .load?.()
      .then((one) => one.answer(url))
      .catch(() => null);
    if (!kept) throw error;
    return kept;
  }
}
