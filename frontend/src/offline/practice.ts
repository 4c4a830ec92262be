// What a juror's device keeps of practice: their marks on a case until the server has them, beside what they have read.
// Practice counts nowhere, so it is no part of the outbox: its page sends it.
import { deviceOf } from './device';
import type { Draft, DraftStore } from './evaluation';

export const practiceAddress = (roundId: string): string => `/api/v1/juror/rounds/${roundId}/practice`;

export const PRACTICE = 'practice ';
const keyOf = (roundId: string): string => PRACTICE + roundId;

export function practiceStore(userId: string): DraftStore {
  const device = deviceOf(userId);
  return {
    get: async (roundId) => (await device.kept(keyOf(roundId))) as Draft | undefined,
    put: (roundId, draft) => device.keep(keyOf(roundId), draft),
    remove: (roundId) => device.forget(keyOf(roundId)),
  };
}
