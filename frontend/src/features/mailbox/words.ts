// The states of a mail.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../shared/ui/Badge';

export const mailStates: StateWords = {
  waiting: ['info', msg`تنتظر الإرسال`],
  sent: ['success', msg`أُرسلت`],
  failed: ['error', msg`تعذّر إرسالها`],
};

/** Why a mail did not go, in words; what the server said beyond the known is shown as it was said. */
const failures: readonly [RegExp, (found: string) => MessageDescriptor][] = [
  [/^the server answered (\d+)$/, (code) => msg`ردّ خادم البريد برمز الخطأ ${code}.`],
  [/^the server refused the address: \[(.*)\]$/, (codes) => msg`رفض خادم البريد هذا العنوان (${codes}).`],
  [/^the server cannot be reached: (\w+)$/, (kind) => msg`تعذّر الوصول إلى خادم البريد (${kind}).`],
  [/^not an address$|^dots that no address has$/, () => msg`العنوان ليس بريدًا صحيحًا.`],
  [/^an address outside ASCII/, () => msg`ما قبل @ في هذا العنوان بأحرف لا يقبلها البريد.`],
];
export function failureWords(error: string): MessageDescriptor | null {
  for (const [shape, words] of failures) {
    const found = shape.exec(error);
    if (found) return words(found[1] ?? '');
  }
  return null;
}
