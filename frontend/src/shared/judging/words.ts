// What the pages of judging and of assignments call the same things.
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../ui/Badge';

export const originWords = {
  international: ['lavender', msg({ message: 'دولي', context: 'origin' })],
  regional: ['info', msg({ message: 'إقليمي', context: 'origin' })],
  local: ['neutral', msg({ message: 'محلي', context: 'origin' })],
} as const satisfies StateWords;
export const origins = ['international', 'regional', 'local'] as const;

export const jurorStates = {
  new: ['neutral', msg({ message: 'لم تُرسل الدعوة', context: 'juror' })],
  invited: ['warning', msg({ message: 'بانتظار الجواب', context: 'juror' })],
  accepted: ['success', msg({ message: 'قبول', context: 'juror' })],
  declined: ['neutral', msg({ message: 'اعتذار', context: 'juror' })],
  withdrawn: ['error', msg({ message: 'إعفاء', context: 'juror' })],
  resigned: ['error', msg({ message: 'استقالة', context: 'juror' })],
} as const satisfies StateWords;
export const jurorStateIds = ['invited', 'accepted', 'declined', 'withdrawn', 'resigned'] as const;

/** The server keeps one state for those who are yet to be invited and those who were. */
export const stateOfJuror = (juror: {
  state: (typeof jurorStateIds)[number];
  invited_at?: string | null;
}): keyof typeof jurorStates => (juror.state === 'invited' && juror.invited_at === null ? 'new' : juror.state);
