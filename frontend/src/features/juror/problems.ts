// The server words its refusals itself; these read better beside the score sheet.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

registerProblems({
  scores_invalid: () => msg`في الدرجات ما يجب تصحيحه قبل الإرسال: درجة خارج المقياس أو معيار بلا درجة.`,
  evaluation_submitted: () => msg`أُرسل هذا التقييم من قبل. أعد فتحه إن أردت تعديله.`,
});
