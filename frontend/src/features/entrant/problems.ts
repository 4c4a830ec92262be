// The refusals of app/entries in this workspace's words: what happened, until when, and what to do now.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../../shared/api/problems';
import '../../shared/entry/problems';
import type { Format } from '../../shared/i18n/react';

const listed = (words: unknown, format: Format): string =>
  (words as string[]).join(format.reader.language === 'ar' ? '، ' : ', ').toUpperCase();

registerProblems(
  {
    part_not_returned: () => msg`أُعيدت المشاركة لتصحيح ما سُمّي فيها وحده، وليس هذا منه.`,
    nothing_changed: () =>
      msg`لم يتغير شيء مما أُعيدت المشاركة لأجله. صحّحوا ما طُلب، أو اكتبوا لفريق الفرز في الرسائل لماذا لا يلزم تغييره، ثم قدّموها.`,
    nothing_to_reply: () => msg`لم يراسلكم فريق الفرز عن هذه المشاركة. اسألوا المنظّم من صفحة الأسئلة.`,
    no_deadline: () => msg`لم يُحدَّد لهذه المشاركة موعد بعد.`,
    deadline_passed: (facts, format) =>
      msg`انتهى الموعد: ${format.when(String(facts.closes_at))}. إن احتجتم إلى تمديد فراسلوا المنظّم، وما كُتب محفوظ.`,
    call_not_open: (facts, format) =>
      facts.opens_at
        ? msg`يُفتح باب المشاركة في ${format.when(String(facts.opens_at))}.`
        : msg`لم يُفتح باب المشاركة بعد.`,
    call_closed: () => msg`أُغلق باب المشاركة في هذه الدورة.`,
    reports_closed: () => msg`يُبلَّغ عن تعارض المصالح بعد تقديم المشاركة وقبل انتهاء التحكيم.`,
    report_known: () => msg`أبلغتم عن هذا من قبل.`,
    reports_many: (facts, format) =>
      msg`بلغت بلاغاتكم في هذه الدورة حدّها (${format.number(Number(facts.limit))}). راسلوا المنظّم.`,
    edition_cancelled: () => msg`أُلغيت هذه الدورة.`,
    edition_over: () => msg`انتهت هذه الدورة، فلا تُستقبل أسئلة عنها.`,
    entry_not_editable: () => msg`قُدّمت هذه المشاركة، فلا تُعدَّل. اسأل المنظّم إن لزم أن يعيدها إليكم.`,
    entry_closed: () => msg`خرجت هذه المشاركة من المنافسة.`,
    already_submitted: () => msg`قُدّمت هذه المشاركة، ولم يتغير فيها شيء منذ ذلك.`,
    not_eligible: () => msg`لا تُقدَّم المشاركة حتى تستوفي شروط الأهلية المبيّنة أعلى الصفحة.`,
    question_unknown: () => msg`تغيّرت شروط الأهلية. حدّث الصفحة وأجب من جديد.`,
    co_owners_not_asked: () => msg`لا تطلب شروط هذه المشاركة تسمية جهات شريكة.`,
    co_owner_named: () => msg`سُمّيت هذه الجهة أو هذا البريد في المشاركة من قبل.`,
    co_owner_unmanaged: () => msg`ليس لهذه الجهة في المنصة مدير من خارج المشاركة يجيب عنها. راسلها بالبريد.`,
    co_owner_registered: (facts) =>
      msg`الجهة «${String(facts.name)}» مسجّلة في المنصة. اخترها من القائمة ليُسأل مديروها.`,
    co_owner_is_own: () => msg`هذا البريد لأحد أهل المشاركة أو جهتها، فلا يوافق عن جهة شريكة. اكتب بريد مديرها.`,
    co_owning_own: () => msg`أنت من أهل هذه المشاركة، فيجيب عن الجهة مدير آخر من مديريها.`,
    too_many_co_owners: (facts, format) => msg`بلغت الجهات الشريكة حدّها (${format.number(Number(facts.limit))}).`,
    co_owning_closed: () => msg`بُتّ في أهلية هذه المشاركة، فلا يتغير الجواب.`,
    co_owner_link_invalid: () => msg`هذا الرابط لم يعد صالحًا. اطلب رابطًا جديدًا من الجهة التي راسلتكم.`,
    self_score_private: () => msg`التقييم الذاتي لأهل الجهة وحدهم، ولا يراه من دُعي من خارجها.`,
    rubric_not_public: () => msg`لم يُعلن المنظّم نموذج التقييم للمشاركين.`,
    entry_incomplete: () => msg`أكمل ما ينقص المشاركة ثم قدّمها.`,
    entry_right_needed: (facts) =>
      facts.needed === 'edit'
        ? msg`لك أن تطّلع على هذه المشاركة، لا أن تكتب فيها. اطلب ذلك ممن يديرها.`
        : msg`لك أن تكتب في هذه المشاركة، لا أن تقدّمها أو تسحبها أو تدعو إليها. اطلب ذلك ممن يديرها.`,
    level_needed: () => msg`صلاحيتك في الجهة الاطلاع وحده. اطلب من مديرها توسيعها.`,
    last_submitter: () => msg`هذا آخر من يستطيع تقديم المشاركة. أعطِ غيره هذه الصلاحية أولًا.`,
    too_many_people: (facts, format) =>
      msg`بلغ العاملون في المشاركة والمدعوون إليها حدّهم (${format.number(Number(facts.limit))}).`,
    already_works_here: () => msg`يعمل صاحب هذا البريد في المشاركة بالفعل.`,
    owner_stays: () => msg`صلاحية صاحب المشاركة ومدير الجهة كاملة دائمًا.`,
    member_of_agency: () => msg`هذا من أعضاء الجهة. غيّر صلاحيته هنا، أو أزله من صفحة الجهة.`,
    invitation_closed: () => msg`قُبلت هذه الدعوة أو سُحبت.`,
    collaboration_link_invalid: () => msg`هذه الدعوة استُعملت أو سُحبت أو انتهت مدتها. اطلب دعوة جديدة ممن دعاك.`,
    other_address: (facts) => msg`هذه الدعوة مرسلة إلى ${String(facts.email)}. سجّل الخروج ثم افتح الرابط من جديد.`,
    sign_off_missing: (facts) =>
      (facts.signers as string[]).length > 0
        ? facts.state === 'voided'
          ? msg`عُدّلت المشاركة بعد موافقة الجهة عليها. اطلب الموافقة من جديد قبل تقديمها.`
          : msg`تنتظر المشاركة موافقة شخص ثانٍ من الجهة قبل تقديمها.`
        : msg`تنتظر المشاركة موافقة شخص ثانٍ من الجهة، وليس فيها غيرك من يوافق. ادعُ زميلًا إليها.`,
    sign_off_not_needed: () => msg`لا تطلب هذه الدورة موافقة داخلية على هذه المشاركة.`,
    sign_off_not_asked: () => msg`لا طلب ينتظر جوابك على هذه المشاركة.`,
    not_a_signer: () => msg`يوافق على المشاركة من الجهة من له أن يقدّمها.`,
    same_person: () => msg`الموافقة لشخص غير من طلبها.`,
    entry_changed_since: () => msg`عُدّلت المشاركة بعد أن فتحتها. اقرأها من جديد ثم وافق عليها.`,
    other_entrants_entry: () => msg`تبدأ المشاركة من مشاركة سابقة للجهة نفسها أو للشخص نفسه.`,
    same_edition: () => msg`هذه المشاركة في الدورة نفسها. ابدأ من مشاركة في دورة سابقة.`,
    answer_changed: () => msg`عدّل شخص آخر هذا الحقل بعد أن فتحته. اختر إحدى القيمتين أو اجمع بينهما.`,
    staff_may_not_enter: () => msg`من يعمل في هذه الدورة أو يحكّم فيها لا يشارك فيها.`,
    not_your_organisation: () => msg`لا تشارك إلا باسم جهة أنت من ممثليها.`,
    organisation_refused: () => msg`لم يُقبل تسجيل هذه الجهة، فلا تشارك باسمها.`,
    organisation_pending: () => msg`تسجيل الجهة قيد المراجعة. تُحفظ المسودة الآن، وتُقدَّم بعد اعتماد الجهة.`,
    entrant_kind: (facts) =>
      facts.entrant_kind === 'individual' ? msg`للأفراد بأسمائهم، لا للجهات.` : msg`للجهات وحدها، لا للأفراد.`,
    edition_limit: (facts, format) =>
      msg`بلغتم حد المشاركات في هذه الدورة: ${format.number(Number(facts.limit))}. لتبدؤوا غيرها احذفوا مسودة أو اسحبوا مشاركة.`,
    category_limit: (facts, format) =>
      msg`بلغتم حد المشاركات هنا: ${format.number(Number(facts.limit))}. لتبدؤوا غيرها احذفوا مسودة أو اسحبوا مشاركة.`,
    results_approved: () => msg`اعتُمدت نتائج هذه الدورة، فلا تتغير مشاركاتها.`,
    not_a_draft: () => msg`لا يُحذف إلا ما لم يُقدَّم بعد. اسحب المشاركة بدل حذفها.`,
    too_many_questions: (facts, format) =>
      msg`لكم أسئلة كثيرة تنتظر الجواب (${format.number(Number(facts.limit))}). انتظروه قبل أن تسألوا المزيد.`,
    file_type_refused: (facts, format) =>
      msg`لا تُقبل الملفات من نوع «${String(facts.extension)}». المقبول: ${listed(facts.accepted, format)}.`,
    file_mismatch: (facts) =>
      msg`محتوى الملف ليس من نوع «${String(facts.extension)}» كما يقول اسمه. احفظه من برنامجه بهذه الصيغة ثم ارفعه.`,
    file_name_invalid: () => msg`اسم الملف غير صالح. سمّه باسم وامتداد، مثل report.pdf.`,
    file_empty: () => msg`الملف فارغ. اختر ملفًا آخر.`,
    too_large: (facts, format) => msg`الملف أكبر من الحد المسموح (${format.bytes(Number(facts.limit))}).`,
    too_many_files: (facts, format) =>
      msg`بلغ هذا الحقل حد الملفات (${format.number(Number(facts.limit))}). احذف ملفًا ثم ارفع غيره.`,
    upload_broken: () => msg`انقطع الرفع ولم يُحفظ الملف. أعد رفعه.`,
    upload_busy: () => msg`هذا الملف يُرفع الآن من نافذة أخرى.`,
    upload_unknown: () => msg`انتهت مهلة هذا الرفع. ابدأ رفع الملف من جديد.`,
    storage_full: () => msg`امتلأ مخزن الملفات فتوقّف الرفع. أبلغ المنظّم، ثم أكمل الرفع لاحقًا.`,
    storage_away: () => msg`تعذّر الوصول إلى مخزن الملفات. لم يضع شيء؛ أعد المحاولة بعد قليل.`,
    file_being_checked: () => msg`يُفحص هذا الملف الآن. افتحه بعد قليل، فالفحص يتم آليًا.`,
    rejected_stays_off: () => msg`لم يجتز هذا الملف الفحص، فلا يعود. ارفع ملفًا غيره.`,
    file_rejected: () => msg`لم يجتز هذا الملف الفحص، فلا يُفتح.`,
  },
  {
    answer_missing: () => msg`لم يُجب عنه`,
    file_missing: () => msg`لم يُرفق ملف`,
    too_many_words: (facts, format) =>
      msg`النص أطول من الحد. عدد الكلمات: ${format.number(Number(facts.count))}، والحد: ${format.number(Number(facts.limit))}.`,
    decline_reason_required: () => msg`اكتب سبب الاعتذار لتقرأه الجهة.`,
    organisation_unknown: () => msg`اختر جهة من القائمة.`,
    not_a_number: () => msg`اكتب رقمًا، مثل 1250 أو 12.5.`,
    not_a_date: () => msg`اكتب تاريخًا صحيحًا: اليوم والشهر والسنة.`,
    not_a_url: () => msg`اكتب رابطًا كاملًا، مثل https://example.org.`,
    unknown_row: () => msg`في جوابك صف لم يعد في الجدول.`,
    unknown_column: () => msg`في جوابك عمود لم يعد في الجدول.`,
    not_a_choice: () => msg`لم يعد هذا الخيار في القائمة. اختر غيره.`,
    text_missing: () => msg`اكتب عنوان المشاركة بالعربية.`,
    text_too_long: (facts, format) => msg`النص أطول من الحد المسموح (${format.number(Number(facts.limit))} حرف).`,
    too_long: (facts, format) => msg`النص أطول من الحد المسموح (${format.number(Number(facts.limit))} حرف).`,
  },
);
