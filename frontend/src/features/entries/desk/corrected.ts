// Whether an entry lies here because it was returned and came back, and how much of what was asked has changed.
import { sameValue, type Value } from '../../../shared/entry/answers';
import type { StaffEntry } from '../parts/Decisions';
import type { Decision } from './desk';

/** The newest decision where it is a return that was answered; the entry waits for another look. */
export function lastCorrection(state: string, decisions: readonly Decision[]): Decision | null {
  if (state !== 'submitted') return null;
  const [last] = decisions
    .filter((one) => one.decision === 'returned' && one.answered_at)
    .sort((one, other) => Date.parse(other.answered_at ?? '') - Date.parse(one.answered_at ?? ''));
  return last ?? null;
}

/** How many of the named texts and answers are others now; null where the whole entry, or files, were open. */
export function changedParts(decision: Decision, entry: Pick<StaffEntry, 'fields' | 'answers'>): number | null {
  if (!decision.parts) return null;
  const texts = entry as unknown as Record<string, unknown>;
  let changed = 0;
  for (const { part, before } of decision.parts) {
    const field = entry.fields.find((one) => one.id === part);
    if (field?.kind === 'file' || (!field && !(part in texts))) return null;
    const now = field ? (entry.answers.find((one) => one.field_id === part)?.value ?? null) : texts[part];
    if (!sameValue((now || null) as Value, ((before as Value) || null) as Value)) changed += 1;
  }
  return changed;
}
