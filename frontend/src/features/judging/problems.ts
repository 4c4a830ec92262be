// The server words its refusals itself; these read better on the organiser's pages.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';

const count = (value: unknown): number => (Array.isArray(value) ? value.length : Number(value) || 0);

registerProblems({
  round_still_accepts: (facts, format) =>
    msg`تستقبل الجولة التقييمات حتى ${format.when(String(facts.until))}، ثم يجوز إغلاقها.`,
  round_window_over: (facts, format) =>
    msg`مضى موعد إغلاق هذه الجولة: ${format.when(String(facts.closes_at))}. عدّل الموعد ثم افتحها.`,
  conflicts_undecided: (facts, format) =>
    msg`في هذه الجولة تعارضات معلّقة لم يُبتّ فيها: ${format.number(count(facts.count))}. بُتّ فيها أولًا من صفحة تعارض المصالح.`,
  evaluations_missing: (facts, format) =>
    msg`بقي في الجولة نقص: تقييمات لم تُرسل ${format.number(count(facts.unsubmitted))}، ومشاركات دون النصاب ${format.number(count(facts.below_quorum))}. أعد تحميل الصفحة لترى ما تغيّر.`,
  names_left: (facts, format) =>
    msg`في مشاركات الجولة ما قد يدل على أصحابها، ومواضعه ${format.number(count(facts.parts))}. راجعها، أو افتح الجولة بسبب مكتوب.`,
  round_not_blind: () => msg`ليست هذه الجولة بلا أسماء. فعّل ذلك في إعداداتها أولًا.`,
  not_judging: () => msg`تُفتح الجولات في مرحلة التحكيم. ابدأ مرحلة التحكيم أولًا من نظرة عامة على الدورة.`,
});
