// How an agency's own word on an entry stands.
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../../shared/ui/Badge';

export const signOffWords: StateWords = {
  none: ['warning', msg`تنتظر طلب الموافقة`],
  asked: ['info', msg`طُلبت الموافقة`],
  approved: ['success', msg`تمت الموافقة`],
  returned: ['warning', msg`أُعيدت بملاحظة`],
  voided: ['warning', msg`عُدّلت بعد الموافقة`],
  replaced: ['neutral', msg`استُبدل بطلب بعده`],
};
