// The history of an entry in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export const actWords: Record<string, MessageDescriptor> = {
  start_entry: msg`بُدئت المسودة`,
  submit_entry: msg`قُدّمت`,
  withdraw_entry: msg`سُحبت`,
  mark_eligible: msg`سُجّلت مستوفية`,
  mark_ineligible: msg`سُجّلت غير مستوفية`,
  return_entry: msg`أُعيدت للاستكمال`,
  disqualify_entry: msg`استُبعدت`,
  reinstate_entry: msg`رُفع استبعادها`,
  move_entry: msg`نُقلت`,
};
