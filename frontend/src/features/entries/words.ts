// The decisions and the history of an entry in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';

export const actWords: Record<string, MessageDescriptor> = {
  start_entry: msg`بُدئت المسودة`,
  submit_entry: msg`قُدّمت`,
  withdraw_entry: msg`سُحبت`,
  mark_eligible: msg`سُجّلت مستوفية`,
  mark_ineligible: msg`سُجّلت غير مستوفية`,
  return_entry: msg`أُعيدت للاستكمال`,
  disqualify_entry: msg`استُبعدت`,
  reinstate_entry: msg`رُفع استبعادها`,
};

/** The states of an entry as the options of a filter. */
export function useStates(): { id: string; label: string }[] {
  const { t } = useLingui();
  return [
    { id: 'draft', label: t`مسودة` },
    { id: 'submitted', label: t`مقدَّمة` },
    { id: 'returned', label: t`معادة للاستكمال` },
    { id: 'eligible', label: t`مستوفية` },
    { id: 'ineligible', label: t`غير مستوفية` },
    { id: 'withdrawn', label: t`منسحبة` },
    { id: 'disqualified', label: t`مستبعدة` },
  ];
}
