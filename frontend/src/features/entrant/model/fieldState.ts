// The state of a field that saves itself, and of the whole form in a few numbers.
import type { Problem } from '../../../shared/api/problem';
import { isEmpty, type Value, type Wrong } from './answers';
import type { UnsavedStore } from './unsaved';

/** What the server holds of a field; revision 0 is none yet. */
export interface Held {
  value: Value;
  revision: number;
  at: string | null;
  byAr?: string;
  byEn?: string;
}

/**
 * clean: as the server has it · dirty: typed, not sent yet · saving: on its way · waiting: no answer, will be tried
 * again · wrong: kept here, not sent until corrected · refused: the server said no · conflict: somebody else
 * changed it · closed: the entry no longer takes changes.
 */
export type Phase = 'clean' | 'dirty' | 'saving' | 'waiting' | 'wrong' | 'refused' | 'conflict' | 'closed';

export interface FieldState {
  value: Value;
  base: Held;
  phase: Phase;
  wrong: Wrong | null;
  problem: Problem | null;
  theirs: Held | null;
}

export interface SaverField {
  id: string;
  held: Held;
  /** what keeps the value from being sent */
  check: (value: Value) => Wrong | null;
  /** the value as the server will keep it */
  prepare: (value: Value) => Value;
}

export interface SaverOptions {
  /** person and entry: whose unsaved text this is */
  scope: string;
  fields: readonly SaverField[];
  store: UnsavedStore;
  send: (id: string, value: Value, base: Held) => Promise<Held>;
  /** after every acknowledged save */
  onSaved?: (id: string, held: Held) => void;
  /** the entry or a field no longer takes changes: time to read it again */
  onLost?: () => void;
}

/** The few words' worth of state for the whole form. */
export interface Overall {
  conflicts: number;
  wrong: number;
  closed: number;
  waiting: number;
  saving: number;
  savedAt: string | null;
}

export function overall(states: Iterable<FieldState>): Overall {
  const sum: Overall = { conflicts: 0, wrong: 0, closed: 0, waiting: 0, saving: 0, savedAt: null };
  for (const { phase, base } of states) {
    if (phase === 'conflict') sum.conflicts += 1;
    else if (phase === 'wrong' || phase === 'refused') sum.wrong += 1;
    else if (phase === 'closed') sum.closed += 1;
    else if (phase === 'waiting') sum.waiting += 1;
    else if (phase === 'saving' || phase === 'dirty') sum.saving += 1;
    if (base.at && !isEmpty(base.value) && (sum.savedAt === null || base.at > sum.savedAt)) sum.savedAt = base.at;
  }
  return sum;
}
