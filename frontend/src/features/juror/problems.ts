// The server words its refusals itself; these read better beside the score sheet.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

registerProblems({
  too_many_asked: (facts, format) =>
    msg`لك في هذه الجولة ${format.number(Number(facts.limit))} سؤالًا وبلاغًا بلا جواب. انتظر الجواب عنها.`,
  scores_invalid: () =>
    msg`في الدرجات ما يجب تصحيحه قبل الإرسال: درجة خارج المقياس، أو معيار بلا درجة، أو درجة بلا سببها.`,
  nothing_applicable: () => msg`لا يجوز أن تكون المعايير كلها غير منطبقة: أعطِ واحدًا منها درجة.`,
  evaluation_submitted: () => msg`أُرسل هذا التقييم من قبل. أعد فتحه إن أردت تعديله.`,
});
