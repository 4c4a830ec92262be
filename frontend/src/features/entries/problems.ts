// The refusals of screening in this desk's words.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

registerProblems(
  {
    state_unchanged: () => msg`المشاركة في هذه الحالة بالفعل. ربما سبقك زميل. أعد تحميل الصفحة.`,
    state_step: () => msg`تغيّرت حالة المشاركة، فلا يصح هذا القرار الآن. أعد تحميل الصفحة.`,
    results_approved: () => msg`اعتُمدت نتائج هذه الدورة، فلا تتغير مشاركاتها.`,
    not_screening: () => msg`لا يُفرز في هذه المرحلة من الدورة.`,
    already_judged: () => msg`هذه المشاركة قيد التحكيم، فلا تُعاد ولا تُردّ، بل تُستبعد إن لزم.`,
    not_disqualified: () => msg`هذه المشاركة غير مستبعدة.`,
    question_answered: () => msg`أُجيب عن هذا السؤال من قبل.`,
    not_your_edition: () => msg`ليس لك هذا الدور في هذه الدورة.`,
  },
  {
    deadline_in_past: () => msg`اختر موعدًا لم يمضِ.`,
    until_missing: () => msg`حدّد الموعد الأخير للاستكمال.`,
    text_missing: () => msg`هذا النص مطلوب، ويقرؤه أهل المشاركة.`,
  },
);
