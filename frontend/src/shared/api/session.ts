// Who is signed in on this page: the access token lives in this module and nowhere else.
// The refresh token is an HttpOnly cookie that only the server reads.
import { currentReader } from '../i18n/i18n';
import { deviceOwner, isAway } from './kept';
import { Problem, problemOf } from './problem';

let token: string | null = null;
// 'expired' is a session that ended under someone's hands: the page stays and asks for the password again.
let state: 'unknown' | 'in' | 'expired' | 'out' = 'unknown';
let running: Promise<boolean> | null = null;
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tahkeem.session');
const FLAG = 'tahkeem.signed-in';

function change(next: 'in' | 'expired' | 'out', value: string | null): void {
  token = value;
  const changed = state !== next;
  state = next;
  try {
    if (next === 'in') localStorage.setItem(FLAG, '1');
    else localStorage.removeItem(FLAG);
  } catch {
    // no storage: the page asks the server once at its start instead
  }
  if (changed) for (const listen of listeners) listen();
}

channel?.addEventListener('message', (event) => {
  if (event.data === 'out') change('out', null);
});

export const accessToken = (): string | null => token;
export const sessionState = (): typeof state => state;
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** After sign-in, first run, an accepted invitation: the answer carried an access token. */
export const startSession = (accessToken: string): void => change('in', accessToken);

export function endSession(): void {
  change('out', null);
  channel?.postMessage('out');
}

async function ask(): Promise<boolean> {
  const response = await fetch('/api/v1/refresh', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Accept-Language': currentReader().language },
  });
  if (response.ok) {
    const body = (await response.json()) as { access_token: string };
    change('in', body.access_token);
    return true;
  }
  const problem = await problemOf(response);
  if (response.status === 401 || response.status === 403) {
    change(state === 'in' || state === 'expired' ? 'expired' : 'out', null);
    return false;
  }
  throw problem;
}

/** One refresh at a time on this page, and one page at a time in this browser (the cookie rotates). */
export function refresh(): Promise<boolean> {
  running ??= (navigator.locks ? navigator.locks.request('tahkeem.refresh', ask) : ask()).finally(() => {
    running = null;
  });
  return running;
}

/** Before a page behind sign-in: true when a session goes on (or may be taken up again in place). No request when nobody ever signed in here. */
export async function resume(): Promise<boolean> {
  if (state === 'in' || state === 'expired') return true;
  if (state === 'out') return false;
  let known = true;
  try {
    known = localStorage.getItem(FLAG) === '1';
  } catch {
    // cannot know: ask
  }
  if (!known) {
    change('out', null);
    return false;
  }
  try {
    return await refresh();
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return false;
    // No answer, on a device that keeps what its person has read: they go on with that, and the server is asked who
    // they are when it answers again.
    if (deviceOwner() !== null && (!(error instanceof Problem) || isAway(error.status))) {
      change('in', null);
      return true;
    }
    throw error;
  }
}

/** For tests: as if the page had just loaded. */
export function forgetSession(): void {
  token = null;
  state = 'unknown';
  running = null;
}
