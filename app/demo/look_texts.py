"""Sentences of the list of what to look at, in Arabic and English."""

from __future__ import annotations

from typing import Final

DEADLINE_MOVED: Final = (
    "مُدّد موعد التقديم خمسة أيام بقرار معلن: ترى الموعدين والسبب في صفحة الدورة العامة وفي السجل.",
    "The deadline was extended by five days, in public: both dates and the reason stand on the edition's public page and in the log.",
)
DRAFTS: Final = (
    "ما زالت {count} مشاركة مسودات قبل أيام من الموعد. ادخل بحساب المشارك لترى ما ينقصها.",
    "{count} entries are still drafts a few days before the deadline. Sign in as the entrant to see what they lack.",
)
QUESTION: Final = (
    "سؤال من أحد المشاركين ينتظر جوابك.",
    "A question from an entrant waits for your answer.",
)
TOO_NEW: Final = (
    "المشاركة {number} لا تستوفي شرط الأشهر الستة: خدمتها أحدث من ذلك. افتحها لترى الشرط وما استند إليه.",
    "Entry {number} does not meet the six-month rule: its service is younger. Open it to see the rule and what it stands on.",
)
LATE_AFTER: Final = (
    "تأخّر في التسليم: وصل من {juror} حتى الآن {done} من {all} تقييمًا، كلها في الساعات الأخيرة من الجولة.",
    "A late juror: {juror} has submitted {done} of {all} so far, all in the last hours of the round.",
)
LATE_STILL: Final = (
    "تأخّر في التسليم: لم يصل من {juror} أي تقييم من {all}، والزملاء في منتصف الطريق.",
    "A late juror: {juror} has submitted none of {all}, while colleagues are halfway.",
)
SEVERE: Final = (
    "تشدّد: درجات {juror} أدنى كثيرًا من درجات الزملاء في المشاركات نفسها. قارنها بعد إغلاق الجولة.",
    "A severe juror: {juror} marks far below colleagues on the same entries. Compare once the round is closed.",
)
ERRATIC: Final = (
    "تقلّب: لا تتبع درجات {juror} جودة المشاركات، فمرة تعلو ومرة تهبط.",
    "An erratic juror: the marks of {juror} do not follow the entries' quality, now high, now low.",
)
CONFLICT: Final = (
    "تعارض مصالح: جهة عمل {juror} هي {agency}. أُفصح عنه عند ظهور مشاركاتها في القائمة، فكان التنحّي في الحال.",
    "A conflict of interest: {juror} works for {agency}; declared on finding its entries in the queue, and recused at once.",
)
TIE: Final = (
    "تعادل تام على المركز الأول في فرع {branch}: للمشاركتين {first} و{second} الدرجة نفسها بالكسر، ولم تفصل بينهما قواعد كسر التعادل المعلنة، فتقاسمتا المركز.",
    "An exact tie for first place in {branch}: entries {first} and {second} have the same exact score; the declared tie-breaks do not part them, so they share the place.",
)
WITHHELD: Final = (
    "فرع يستحق الحجب: لم تبلغ أي مشاركة في فرع {branch} الحد المعلن ({least} من 100).",
    "A branch worth withholding: no entry in {branch} reached the declared minimum ({least} of 100).",
)
FEEDBACK: Final = (
    "ملاحظات للمشاركين: كتبها رئيس اللجنة من تعليقات المحكّمين، وأُرسل الجاهز منها بعد النشر إلى {count} من المشاركات، وبقيت مسودات. ادخل بحساب المشارك لترى ما وصله.",
    "Feedback to entrants: written by the chair from the jurors' comments; what was ready went to {count} entries after the publication, some are still drafts. Sign in as the entrant to see what they received.",
)
DUPLICATES: Final = (
    "مشاركتان قد تكونان واحدة: {first} و{second} لجهة واحدة بعنوانين متقاربين. تجدهما في مكتب الفرز، في «المكررات».",
    "Two entries that may be one: {first} and {second}, of one agency under nearly the same title. Find them on the screening desk, under Duplicates.",
)
RETURNED: Final = (
    "أعاد الفرز مشاركات لتصحيح حقل واحد، فصُحّح وحده وقُدّمت من جديد: افتح إحداها في مكتب الفرز لترى ما كان وما صار.",
    "Screening returned entries for one field alone; it was corrected and they were submitted again. Open one on the screening desk to see what it was and what it is now.",
)
