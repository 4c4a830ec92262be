// A draft has no title for staff: it is called by its number until its people submit it.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../shared/i18n/react';

export function useUntitled() {
  const { t } = useLingui();
  const format = useFormat();
  return ({ number }: { number: number }) => {
    const shown = format.number(number, { useGrouping: false });
    return t`مسودة رقم ${shown}`;
  };
}
