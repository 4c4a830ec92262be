// Who is signed in on this page: the access token lives in this module and nowhere else.
// The refresh token is an HttpOnly cookie that only the server reads.
import { currentReader } from '../i18n/i18n';
import { deviceOwner, isAway } from './kept';
import { Problem, problemOf } from './problem';

let token: string | null = null;
// 'expired' is a session that ended under someone's hands: the page stays and asks for the password again.
let state: 'unknown' | 'in' | 'expired' | 'out' = 'unknown';
let running: Promise<boolean> | null = null;
// Whose page it is. The cookie is the browser's: another person may have signed in in another tab.
let person: string | null = null;
let isTaken = false;
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tahkeem.session');
const FLAG = 'tahkeem.signed-in';
const OWED = 'owed';

/** Whether someone is signed in here: '1', or OWED; undefined where there is no storage. */
function flag(next?: string): string | null | undefined {
  try {
    if (next !== undefined) localStorage.setItem(FLAG, next);
    return localStorage.getItem(FLAG);
  } catch {
    return undefined;
  }
}

/** Whose token it is; the server checks it, not this. */
function personOf(jwt: string): string | null {
  try {
    return JSON.parse(atob(String(jwt.split('.')[1]).replaceAll('-', '+').replaceAll('_', '/'))).sub;
  } catch {
    return null;
  }
}

function change(next: 'in' | 'expired' | 'out', value: string | null): void {
  token = value;
  const changed = state !== next;
  state = next;
  if (value) person = personOf(value);
  if (isTaken) {
    // What the browser remembers is the other person's.
  } else if (next === 'in') flag('1');
  else if (flag() !== OWED) flag('');
  if (changed) for (const listen of listeners) listen();
}

channel?.addEventListener('message', (event) => {
  if (!person || !event.data || event.data === person) change('out', null);
});

export const accessToken = (): string | null => token;
export const sessionState = (): typeof state => state;
/** Whether the browser's session is another person's by now. */
export const isSessionTaken = (): boolean => isTaken;
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** After sign-in, first run, an accepted invitation: the answer carried an access token. */
export function startSession(accessToken: string): void {
  isTaken = false;
  change('in', accessToken);
}

export function endSession(): void {
  change('out', null);
  if (!isTaken) channel?.postMessage(person);
}

/** Tells the server of a sign-out that it has not answered: its cookie is still good. The cookie says whose it is. */
async function settle(): Promise<void> {
  if (flag() !== OWED) return;
  const answer = await fetch('/api/v1/sign-out', { method: 'POST', signal: AbortSignal.timeout(5000) }).catch(
    () => null,
  );
  if (answer && answer.status < 500) flag('');
}
globalThis.addEventListener('online', () => void settle());

/** Signs out, here also where the server does not answer: it is told as soon as it does. */
export async function signOut(): Promise<void> {
  if (!isTaken) flag(OWED);
  await settle();
  endSession();
}

async function ask(): Promise<boolean> {
  const response = await fetch('/api/v1/refresh', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Accept-Language': currentReader().language },
  });
  if (response.ok) {
    const body = (await response.json()) as { access_token: string };
    if (state === 'out') return false; // they signed out meanwhile
    const other = personOf(body.access_token);
    if (person && other && other !== person) {
      // Nothing of this page is sent under another name: its person signs in again.
      isTaken = true;
      change('expired', null);
      return false;
    }
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
  await settle();
  const known = flag();
  // Without storage one cannot know: ask.
  if (known !== '1' && known !== undefined) {
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
  token = person = running = null;
  state = 'unknown';
  isTaken = false;
}
