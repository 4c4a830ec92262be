// The states of a mail.
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../shared/ui/Badge';

export const mailStates: StateWords = {
  waiting: ['info', msg`تنتظر الإرسال`],
  sent: ['success', msg`أُرسلت`],
  failed: ['error', msg`تعذّر إرسالها`],
};
