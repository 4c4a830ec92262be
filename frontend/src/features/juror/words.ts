// What a juror may narrow their queue to, by the state of their own evaluation.
import { msg } from '@lingui/core/macro';

export const queueStates = {
  todo: msg`لم يُرسل بعد`,
  later: msg`أجّلته`,
  none: msg`لم يبدأ`,
  draft: msg`مسودة`,
  submitted: msg`مُرسَل`,
  reopened: msg`مُرسَل، أعيد فتحه`,
};
