// The server words its refusals itself; these read better on the organiser's pages.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';
import type { Format } from '../../shared/i18n/react';

const count = (value: unknown): number => (Array.isArray(value) ? value.length : Number(value) || 0);

const numbersIn = (value: unknown, format: Format): string =>
  (Array.isArray(value) ? value : [])
    .map((one) => format.number(Number(one), { useGrouping: false }))
    .join(format.reader.language === 'ar' ? '، ' : ', ');

registerProblems({
  already_answered: () => msg`أُجيب عن هذا من قبل. حدّث الصفحة لتقرأ الجواب.`,
  round_still_accepts: (facts, format) =>
    msg`تستقبل الجولة التقييمات حتى ${format.when(String(facts.until))}، ثم يجوز إغلاقها.`,
  round_window_over: (facts, format) =>
    msg`مضى موعد إغلاق هذه الجولة: ${format.when(String(facts.closes_at))}. عدّل الموعد ثم افتحها.`,
  conflicts_undecided: (facts, format) =>
    msg`في هذه الجولة تعارضات معلّقة لم يُبتّ فيها: ${format.number(count(facts.count))}. بُتّ فيها أولًا من صفحة تعارض المصالح.`,
  late_undecided: (facts, format) =>
    msg`وصلت في المهلة تقييمات لم يُبتّ فيها، وعددها ${format.number(count(facts.count))}. أرقام مشاركاتها: ${numbersIn(facts.numbers, format)}. بُتّ فيها أولًا من صفحة التقييمات المتأخرة.`,
  late_unmarked: () => msg`قال هذا التقييم عن معيار إنه لا ينطبق، وقرر رئيس اللجنة أنه ينطبق، فلا يُحتسب بلا درجة فيه.`,
  late_own: () => msg`هذا تقييمك أنت، فيقترح فيه ويثبّته غيرك.`,
  late_superseded: () => msg`حفظ المحكّم نسخة أحدث في وقتها بعد تمديد الجولة، فلا يُحتسب المتأخر فوقها.`,
  late_not_waiting: () => msg`لا ينتظر قرارًا: بُتّ فيه، أو لم يصل منه إلا مسودة.`,
  evaluation_closed: () => msg`لم تعد المشاركة مسندة إلى هذا المحكّم، فلا يُحتسب تقييمه.`,
  category_barred: () => msg`لك تعارض مصالح مع مشاركة تنافس هذه، فيقرّر فيها شخص غيرك.`,
  decision_proposed: () => msg`عليه اقتراح ينتظر شخصًا ثانيًا.`,
  proposed_by_you: () => msg`هذا الاقتراح باسمك، فيثبّته أو يخالفه شخص آخر.`,
  not_your_proposal: () => msg`لا يسحب الاقتراح إلا صاحبه. خالفه بسبب إن لزم.`,
  proposal_over: () => msg`لم يعد هذا الاقتراح قائمًا. أعد تحميل الصفحة لترى ما جرى.`,
  claims_open: (facts, format) =>
    msg`في هذه الجولة معايير قيل إنها لا تنطبق ولم يُبتّ فيها: ${format.number(count(facts.count))}. يبتّ فيها رئيس اللجنة أولًا.`,
  claim_of_the_chair: () => msg`يبتّ رئيس اللجنة في هذا الطلب.`,
  claims_settled: () => msg`أُغلقت الجولة، فلا يُبتّ فيما لا ينطبق بعد إغلاقها.`,
  nothing_applicable: () => msg`لا يجوز أن تكون المعايير كلها غير منطبقة على المشاركة.`,
  evaluations_missing: (facts, format) =>
    msg`بقي في الجولة نقص: تقييمات لم تُرسل ${format.number(count(facts.unsubmitted))}، ومشاركات دون النصاب ${format.number(count(facts.below_quorum))}. أعد تحميل الصفحة لترى ما تغيّر.`,
  names_left: (facts, format) =>
    msg`في مشاركات الجولة ما قد يدل على أصحابها، ومواضعه ${format.number(count(facts.parts))}. راجعها، أو افتح الجولة بسبب مكتوب.`,
  round_not_blind: () => msg`ليست هذه الجولة بلا أسماء. فعّل ذلك في إعداداتها أولًا.`,
  not_judging: () => msg`تُفتح الجولات في مرحلة التحكيم. ابدأ مرحلة التحكيم أولًا من نظرة عامة على الدورة.`,
});
