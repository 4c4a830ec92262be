// What a juror does beside scoring: asks, puts off, steps back, signs. Kept on the device until the server has answered;
// every one is a PUT that may be repeated. What it refuses is parked and the others go on.
import type { Answer } from './evaluation';

export type Act =
  | { kind: 'ask'; question_id: string; evaluation_id: string; body: string; attachment_id: string | null }
  | { kind: 'later'; evaluation_id: string; later: boolean }
  | {
      kind: 'step_back';
      conflict_id: string;
      evaluation_id: string;
      round_id: string;
      /** the entry's judging number, to name it by */
      number: number;
      why: string;
      reason: string;
    }
  | { kind: 'complete'; round_id: string };

export type KeptAct = Act & {
  key: string;
  made_at: string;
  /** the server's refusal: it waits for the juror's decision */
  parked?: Answer;
};

export interface ActStore {
  all: () => Promise<KeptAct[]>;
  put: (act: KeptAct) => Promise<void>;
  /** Answered: it leaves, or is parked with the refusal. Only that one: the juror may have changed their mind since. */
  settle: (act: KeptAct, refusal?: Answer) => Promise<void>;
}

/** One of each for what it is about: who changes their mind says the latter alone. */
export function keyOf(act: Act): string {
  switch (act.kind) {
    case 'ask':
      return `ask ${act.question_id}`;
    case 'complete':
      return `complete ${act.round_id}`;
    default:
      return `${act.kind} ${act.evaluation_id}`;
  }
}

export function requestOf(act: Act): { path: string; body?: object } {
  switch (act.kind) {
    case 'ask': {
      const { body, attachment_id } = act;
      return { path: `evaluations/${act.evaluation_id}/questions/${act.question_id}`, body: { body, attachment_id } };
    }
    case 'later':
      return { path: `evaluations/${act.evaluation_id}/later`, body: { later: act.later } };
    case 'step_back': {
      const { evaluation_id, why: kind, reason } = act;
      return { path: `conflicts/${act.conflict_id}`, body: { evaluation_id, kind, reason } };
    }
    case 'complete':
      return { path: `rounds/${act.round_id}/completion` };
  }
}

/** Whether the server could not or would not answer now: nothing more is sent until it does. */
export const pauses = ({ status }: Answer): boolean =>
  status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;

export interface ActsGiven {
  store: ActStore;
  send: (act: Act) => Promise<Answer>;
  taken?: (act: Act) => void;
}

/** Sends those that `which` wants, in the order in which they were made; what paused it, if something did. */
export async function sendActs(
  { store, send, taken }: ActsGiven,
  which: (act: KeptAct) => boolean,
): Promise<Answer | null> {
  const acts = (await store.all()).filter((act) => !act.parked && which(act));
  for (const act of acts.sort((a, b) => a.made_at.localeCompare(b.made_at))) {
    const answer = await send(act).catch(() => ({ status: 0, body: {} }));
    if (pauses(answer)) return answer;
    if (answer.status >= 400) await store.settle(act, answer);
    else {
      await store.settle(act);
      taken?.(act);
    }
  }
  return null;
}

export const isSteppedBack = (acts: readonly KeptAct[], evaluationId: string): boolean =>
  acts.some((act) => act.kind === 'step_back' && act.evaluation_id === evaluationId && !act.parked);

/** The queue as the juror has left it: what they stepped back from is gone, what they put off is put off. */
export function withActs<T extends { evaluation_id: string; later: boolean }>(
  items: readonly T[],
  acts: readonly KeptAct[],
): T[] {
  const later = new Map<string, boolean>();
  for (const act of acts) if (act.kind === 'later' && !act.parked) later.set(act.evaluation_id, act.later);
  return items
    .filter((item) => !isSteppedBack(acts, item.evaluation_id))
    .map((item) => ({ ...item, later: later.get(item.evaluation_id) ?? item.later }));
}
