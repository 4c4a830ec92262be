// The outbox of the person on this page: one in the browser at a time, started by whatever may bring an answer.
import { authorisedFetch } from '../shared/api/client';
import { serverNow } from '../shared/api/clock';
import { newId } from '../shared/api/ids';
import { readingsKept } from '../shared/api/kept';
import { keyOf, queryClient, refreshPaths } from '../shared/api/query';
import { onSession, sessionState } from '../shared/api/session';
import { type Me, meOptions } from '../shared/me';
import { type Act, requestOf, sendActs } from './acts';
import { deviceOf } from './device';
import type { Answer, Revision, Snapshot } from './evaluation';
import { tabsOf } from './evaluationTabs';
import { addressOf, rankingOf, readAnswer, readingOf, wireBody } from './order';
import { Outbox } from './outbox';

async function request(
  method: string,
  address: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const response = await authorisedFetch(
    new Request(new URL(address, location.origin), {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      credentials: 'same-origin',
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  return { status: response.status, body: (await response.json().catch(() => ({}))) as Record<string, unknown> };
}

export const ask = (
  method: string,
  key: string,
  rest: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> => request(method, addressOf(key) + rest, headers, body);

export const sendAct = (act: Act): Promise<Answer> => {
  const { path, body } = requestOf(act);
  return request('PUT', `/api/v1/juror/${path}`, {}, body);
};

export const onHead = (head: string | null): Record<string, string> =>
  head ? { 'If-Match': `"${head}"` } : { 'If-None-Match': '*' };

export const sendRevision = async (key: string, revision: Revision): Promise<Answer> =>
  readAnswer(key, await ask('PUT', key, `/revisions/${revision.id}`, onHead(revision.parent), wireBody(key, revision)));

export const sendPractice = (address: string, { body: { scores, comment, status } }: Revision): Promise<Answer> =>
  request('PUT', address, {}, { scores, comment, status });

/** The name under which a desk (shared) or the outbox (alone) has an evaluation in this browser. */
export const lockOf = (userId: string, name: string): string => `tahkeem-juror-${userId}-${name}`;

async function alone(name: string, task: () => Promise<void>): Promise<boolean> {
  if (!navigator.locks) return task().then(() => true);
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await task();
    return lock !== null;
  });
}

const EVERY = 60_000;
const outboxes = new Map<string, Outbox>();

/** Whoever comes to a desk finds what was saved, and not what the page read before. */
export function keepSaved(userId: string, evaluationId: string, shown: Snapshot, head: string | null): void {
  const { stored, status, reopened, savedAt, total } = shown;
  const ranking = rankingOf(evaluationId);
  const said = { head, status, reopened, received_at: savedAt };
  const change = { ...readingOf(evaluationId, stored), ...said, ...(ranking ? {} : { total }) };
  void readingsKept().then(() => deviceOf(userId).amend(addressOf(evaluationId), change));
  queryClient.setQueryData<{ head: string | null; reopened: boolean }>(
    ranking
      ? keyOf('/api/v1/juror/rankings/{ranking_id}', { ranking_id: ranking }, null)
      : keyOf('/api/v1/juror/evaluations/{evaluation_id}', { evaluation_id: evaluationId }, null),
    (was) => (was && was.head !== head ? { ...was, ...change } : was && { ...was, reopened }),
  );
}

export function tookAct(userId: string, act: Act): void {
  outboxOf(userId).took(new Date(serverNow()).toISOString());
  // What they stepped back from is not theirs to read.
  if (act.kind === 'step_back')
    void import('./kept').then((kept) => kept.forgetDesk(userId, addressOf(act.evaluation_id)));
  void refreshPaths(
    '/api/v1/juror/evaluations',
    '/api/v1/juror/rankings',
    '/api/v1/juror/rankings/{ranking_id}',
    '/api/v1/juror/rounds',
    '/api/v1/juror/conflicts',
    '/api/v1/juror/rounds/{round_id}/questions',
  );
  if (act.kind !== 'step_back') void refreshPaths('/api/v1/juror/evaluations/{evaluation_id}/questions');
}

// The server's lists, once for all that it takes within this time: 300 evaluations come back from a plane at once.
const REFRESHED_AFTER = 250;
let isRefreshDue = false;

function refreshLists(): void {
  if (isRefreshDue) return;
  isRefreshDue = true;
  setTimeout(() => {
    isRefreshDue = false;
    void refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/rankings', '/api/v1/juror/rounds');
  }, REFRESHED_AFTER);
}

export function outboxOf(userId: string): Outbox {
  const known = outboxes.get(userId);
  if (known) return known;
  const device = deviceOf(userId);
  const acts = { store: device.acts, send: sendAct, taken: (act: Act) => tookAct(userId, act) };
  const outbox = new Outbox({
    store: device,
    send: sendRevision,
    acts: {
      before: () => sendActs(acts, ({ kind }) => kind !== 'complete'),
      // Who signs that all is complete signs what they have submitted.
      after: async () => {
        const isOpen = (await device.all()).some((draft) => !draft.parked);
        return isOpen ? null : sendActs(acts, ({ kind }) => kind === 'complete');
      },
    },
    newId,
    now: () => new Date(serverNow()),
    alone: (name, task) => alone(lockOf(userId, name), task),
    tabs: (evaluationId) => tabsOf(userId, evaluationId),
    taken: (evaluationId, shown, head) => {
      keepSaved(userId, evaluationId, shown, head);
      refreshLists();
    },
  });
  outboxes.set(userId, outbox);
  const me = queryClient.getQueryData<Me>(meOptions.queryKey);
  // Not before the page is there: the first visit needs none of it.
  if (me?.user_id === userId) void import('./kept').then((kept) => kept.keepMe(me));
  void import('./serviceWorker').then((worker) => worker.startWorker());
  const run = () => {
    // Another person may have signed in on this page since.
    const isMine = queryClient.getQueryData<Me>(meOptions.queryKey)?.user_id === userId;
    if (isMine && sessionState() === 'in') void outbox.run();
  };
  onSession(run);
  globalThis.addEventListener('online', run);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && run());
  setInterval(run, EVERY);
  run();
  return outbox;
}

/** A desk takes its place: the outbox, here and in other tabs, leaves this evaluation to it. */
export function takePlace(userId: string, evaluationId: string): () => void {
  const release = outboxOf(userId).hold(evaluationId);
  let leave = () => {};
  const here = new Promise<void>((done) => {
    leave = done;
  });
  void navigator.locks?.request(lockOf(userId, evaluationId), { mode: 'shared' }, () => here);
  return () => {
    leave();
    release();
  };
}
