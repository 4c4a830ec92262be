// The server words its refusals itself; here are those that read better with this page's units.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';
import '../../shared/entry/problems';

registerProblems(
  {
    rules_invalid: () => msg`في شروط الأهلية ما يجب تصحيحه. تجد الملاحظة بجانب كل شرط.`,
    rubric_invalid: () => msg`في نموذج التقييم ما يجب تصحيحه. تجد الملاحظة بجانب كل معيار.`,
    form_invalid: () => msg`في حقول النموذج ما يجب تصحيحه. تجد الملاحظة بجانب كل حقل.`,
    phase_unchanged: () => msg`الدورة في هذه المرحلة بالفعل. أعد تحميل الصفحة.`,
    condition_required: () => msg`أُنشئ هذا السجل من قبل. أعد تحميل الصفحة ثم عدّله.`,
  },
  {
    too_many_words: (facts, format) =>
      msg`النص أطول من الحد. عدد الكلمات: ${format.number(Number(facts.count))}، والحد: ${format.number(Number(facts.limit))}.`,
    not_a_number: () => msg`اكتب رقمًا، مثل 1250 أو 12.5.`,
    not_a_url: () => msg`اكتب رابطًا كاملًا، مثل https://example.org.`,
    file_too_large: (facts, format) => msg`الحد أكبر مما يقبله الخادم: ${format.bytes(Number(facts.limit))}.`,
  },
);
