// Which phase allows which change. The server decides; this says it before the reader has typed for nothing.
import type { components } from '../../../shared/api/schema';

export type Phase = components['schemas']['Phase'];
export const ORDER: readonly Phase[] = [
  'draft',
  'open',
  'screening',
  'judging',
  'deliberation',
  'approved',
  'published',
  'archived',
];

/** Still the organiser's own: nobody outside has seen it. */
export const isPrivate = (phase: Phase): boolean => phase === 'draft';
/** The call may change, but in public and with a note. */
export const isCallFrozen = (phase: Phase): boolean =>
  phase === 'approved' || phase === 'published' || phase === 'archived' || phase === 'cancelled';
export const isRulebookFrozen = (phase: Phase): boolean => !['draft', 'open', 'screening'].includes(phase);
export const isFinal = (phase: Phase): boolean => phase === 'archived' || phase === 'cancelled';
/** What people have read is not taken back. */
export const isCancellable = (phase: Phase): boolean => !isFinal(phase) && phase !== 'published';
