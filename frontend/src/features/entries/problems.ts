// The refusals of screening in this desk's words.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

registerProblems(
  {
    state_unchanged: () => msg`المشاركة في هذه الحالة بالفعل. ربما سبقك زميل. أعد تحميل الصفحة.`,
    state_step: () => msg`تغيّرت حالة المشاركة، فلا يصح هذا القرار الآن. أعد تحميل الصفحة.`,
    results_approved: () => msg`اعتُمدت نتائج هذه الدورة، فلا تتغير مشاركاتها.`,
    before_deadline: (facts, format) =>
      msg`يستطيع أهلها تعديلها حتى ${format.when(String(facts.until))}، فلا قرار عليها قبل ذلك. راسلهم إن لزم، أو انتظر الموعد.`,
    decided_since: () => msg`تغيّرت المشاركة بعد أن فتحتها، وربما سبقك زميل. راجع حالها الآن ثم قرّر.`,
    rules_not_met: (facts, format) =>
      msg`شروط لا تستوفيها: ${format.number(Number(facts.count))}. تُترك على حالها ما لم تخترها.`,
    list_changed: () => msg`تغيّرت بعض المشاركات بعد المعاينة. راجع المعاينة من جديد ثم نفّذ.`,
    not_screening: () => msg`لا يُفرز في هذه المرحلة من الدورة.`,
    already_judged: () => msg`هذه المشاركة قيد التحكيم، فلا تُعاد ولا تُردّ، بل تُستبعد إن لزم.`,
    not_disqualified: () => msg`هذه المشاركة غير مستبعدة.`,
    not_movable: () => msg`لا تُنقل إلا مشاركة مقدَّمة أو مستوفية للشروط.`,
    move_too_late: () => msg`انتهى التحكيم في هذه الدورة، فلا تُحكَّم المشاركة حيث تُنقل. لك أن تستبعدها بسبب.`,
    move_round_closed: (facts, format) =>
      msg`أُغلقت «${format.pick(String(facts.round_ar), String(facts.round_en))}»، فلا تُقيَّم المشاركة فيها حيث تُنقل. لك أن تستبعدها بسبب، أو أن تبقيها.`,
    move_unfit: (facts, format) =>
      msg`بقي ما يمنع النقل: أسئلة لا جواب لها هنا، وعددها ${format.number(Number(facts.count))}.`,
    move_not_eligible: (facts, format) =>
      msg`بقي ما يمنع النقل: شروط لا تستوفيها، وعددها ${format.number(Number(facts.count))}.`,
    same_category: () => msg`المشاركة فيها بالفعل. اختر غيرها.`,
    category_limit: (facts, format) =>
      msg`بلغ المشارك الحد الأعلى لمشاركاته فيها: ${format.number(Number(facts.limit))}.`,
    entrant_kind: (facts) =>
      facts.entrant_kind === 'individual' ? msg`للأفراد بأسمائهم، لا للجهات.` : msg`للجهات وحدها، لا للأفراد.`,
    organisation_refused: () => msg`لم يُقبل تسجيل هذه الجهة، فلا تشارك باسمها.`,
    question_answered: () => msg`أُجيب عن هذا السؤال من قبل.`,
    not_your_edition: () => msg`ليس لك هذا الدور في هذه الدورة.`,
  },
  {
    deadline_in_past: () => msg`اختر موعدًا لم يمضِ.`,
    until_missing: () => msg`حدّد الموعد الأخير للاستكمال.`,
    text_missing: () => msg`هذا النص مطلوب، ويقرؤه أهل المشاركة.`,
  },
);
