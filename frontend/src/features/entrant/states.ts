// The states of an entry as the options of a filter.
import { useLingui } from '@lingui/react/macro';

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
