// Before an entry is found eligible: how much of the checklist nobody has ticked.
import { Plural } from '@lingui/react/macro';
import { Notice } from '../../../shared/ui/Notice';
import type { Desk } from './desk';

export function Unticked({ desk }: { desk: Desk }) {
  const left = desk.checklist.filter((one) => !one.ticked_at).length;
  if (left === 0) return null;
  return (
    <Notice tone="warning">
      <Plural
        value={left}
        zero="اكتملت قائمة الفرز."
        one="في قائمة الفرز بند واحد لم يُؤشَّر عليه."
        two="في قائمة الفرز بندان لم يُؤشَّر عليهما."
        few="في قائمة الفرز # بنود لم يُؤشَّر عليها."
        many="في قائمة الفرز # بندًا لم يُؤشَّر عليه."
        other="في قائمة الفرز # بند لم يُؤشَّر عليه."
      />
    </Notice>
  );
}
