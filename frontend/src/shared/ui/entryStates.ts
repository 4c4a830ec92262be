// The states of an entry as the options of a filter.
import { useLingui } from '@lingui/react';
import { entryWords } from './Badge';

export function useEntryStates(): { id: string; label: string }[] {
  const { i18n } = useLingui();
  return Object.entries(entryWords).map(([id, [, words]]) => ({ id, label: i18n._(words) }));
}
