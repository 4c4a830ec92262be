// The refusals of the desk in its words.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../../shared/api/problems';

registerProblems(
  {
    two_persons_decide: () => msg`يقرّر في هذه الدورة شخصان: اقترح قرارك ليثبّته زميل.`,
    one_person_decides: () => msg`لا تطلب هذه الدورة شخصًا ثانيًا. أعد تحميل الصفحة، ثم قرّر مباشرة.`,
    decision_proposed: () => msg`على هذه المشاركة قرار مقترح ينتظر شخصًا ثانيًا. ثبّته أو خالفه أولًا.`,
    proposed_by_you: () => msg`هذا الاقتراح باسمك، فيثبّته أو يخالفه شخص آخر.`,
    not_your_proposal: () => msg`لا يسحب الاقتراح إلا صاحبه. خالفه بسبب إن لزم.`,
    proposal_over: () => msg`لم يعد هذا الاقتراح قائمًا. أعد تحميل الصفحة لترى ما جرى.`,
    not_submitted: () => msg`لم تُقدَّم هذه المشاركة بعد.`,
    screener_walled: (facts, format) =>
      msg`لا يحق لهذا الشخص أن يرى كل ما اخترت، لتعارض مسجَّل (العدد: ${format.number(Number(facts.count))}). استثنِ ما لا يراه أو اختر شخصًا آخر.`,
    already_dismissed: () => msg`سبق أن قُرّر أن هاتين المشاركتين ليستا مكررتين.`,
  },
  {
    part_unknown: () => msg`ليس هذا حقلًا من حقول نموذج هذه المشاركة.`,
    part_frozen: () => msg`ثُبّت هذا الحقل، فلا يُفتح للاستكمال.`,
    part_twice: () => msg`ذُكر هذا الحقل مرتين.`,
    not_a_screener: () => msg`اختر فارزًا أو منظّمًا من هذه الدورة.`,
  },
);
