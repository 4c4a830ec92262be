// What each step forward is called, what it does and what it freezes. Said before the organiser takes it.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Phase } from './model/phases';

export interface StepWords {
  /** the verb on the button */
  act: MessageDescriptor;
  done: MessageDescriptor;
  happens: readonly MessageDescriptor[];
  freezes: readonly MessageDescriptor[];
}

export const stepWords: Partial<Record<Phase, StepWords>> = {
  open: {
    act: msg`افتح باب المشاركة`,
    done: msg`فُتح باب المشاركة.`,
    happens: [
      msg`تظهر الدورة للعموم: ما يُتنافس عليه فيها، وشروطه، وحقول نماذجه، ومواعيدها.`,
      msg`تُقبل المشاركات بين موعدي الفتح والإغلاق، بساعة الخادم لا بساعة المشارك.`,
    ],
    freezes: [
      msg`تصبح الدعوة معلنة: كل تغيير فيها بعد اليوم يُنشر بتاريخه وسببه.`,
      msg`لا يتغير موعد الإغلاق إلا بقرار معلن، ولا يُحذف ما أُعلن، ولا يتغير رابط الدورة.`,
    ],
  },
  screening: {
    act: msg`ابدأ الفرز`,
    done: msg`بدأ الفرز.`,
    happens: [
      msg`يفحص الفارزون المشاركات المقدَّمة: مستوفية للشروط، أو غير مستوفية بسبب، أو معادة للاستكمال بموعد.`,
      msg`ما بقي مسودة لا يدخل الفرز.`,
    ],
    freezes: [msg`لا تُقبل مشاركات جديدة، ولا يُعدَّل موعد الإغلاق.`],
  },
  judging: {
    act: msg`ابدأ التحكيم`,
    done: msg`بدأ التحكيم وجُمّدت لائحته.`,
    happens: [msg`تُفتح جولات التحكيم بعد ذلك، كل جولة بقرار منك.`, msg`تُحسب بصمة اللائحة وتُسجَّل، فيُعرف أي تغيير فيها.`],
    freezes: [
      msg`تُجمَّد لائحة التحكيم: نماذج التقييم وأوزانها، والجولات، والنصاب، وكسر التعادل، والمراكز ومستوياتها.`,
      msg`متى فُتحت جولة لم تُعدَّل اللائحة أبدًا. وقبل ذلك لا تُفتح للتعديل إلا بعودة إلى الفرز باسمين، وتبقى بصمتها محفوظة.`,
    ],
  },
  deliberation: {
    act: msg`انتقل إلى المداولة`,
    done: msg`بدأت المداولة.`,
    happens: [msg`تُراجع الترتيبات وتُسجَّل القرارات: الفائزون والمستويات والتنويه وما حُجب بسببه.`],
    freezes: [msg`انتهت الجولات: لا درجة بعد اليوم.`],
  },
  approved: {
    act: msg`سجّل الدورة معتمدة`,
    done: msg`سُجّلت الدورة معتمدة.`,
    happens: [msg`يثبت أن النتائج جُمّدت ووُقّعت من شخصين مختلفين.`, msg`لا يرى العموم شيئًا حتى موعد النشر.`],
    freezes: [msg`لا تُعدَّل الدعوة إلى المشاركة بعد اليوم.`],
  },
  published: {
    act: msg`سجّل الدورة منشورة`,
    done: msg`سُجّلت الدورة منشورة.`,
    happens: [msg`النتائج ظاهرة للعموم منذ موعد نشرها، وهذه الخطوة تثبت ذلك في سجل الدورة.`],
    freezes: [],
  },
  archived: {
    act: msg`أرشِف الدورة`,
    done: msg`أُرشفت الدورة.`,
    happens: [msg`تبقى صفحات الدورة العامة ونتائجها كما هي، وتخرج من قائمة دوراتك الجارية.`],
    freezes: [msg`هذه آخر مرحلة: لا عمل في الدورة بعدها.`],
  },
};

/** What a thing that the next phase asks for says once it is done; until then the server says what to do. */
export const doneWords: Record<string, MessageDescriptor> = {
  no_category: msg({ message: 'أُضيفت {all}' }),
  category_without_rubric: msg({ message: 'لكل {one} نموذج تقييم' }),
  category_without_fields: msg({ message: 'في نموذج كل {one} حقول' }),
  field_frozen_before_open: msg`كل سؤال مطلوب يُجاب عنه بعد فتح باب المشاركة`,
  no_dates: msg`موعدا الفتح والإغلاق محددان`,
  deadline_in_past: msg`موعد الإغلاق لم يمضِ`,
  tiebreak_criterion_unknown: msg`معايير كسر التعادل موجودة في نماذج التقييم`,
  deadline_not_passed: msg`انتهى موعد التقديم`,
  entries_undecided: msg`حُسمت أهلية كل المشاركات`,
  no_eligible_entry: msg`توجد مشاركات مستوفية للشروط`,
  open_questions: msg`أُجيب عن كل الأسئلة`,
  no_round: msg`خُطّطت جولات التحكيم`,
  round_over: msg`مواعيد إغلاق الجولات لم تمضِ`,
  panel_too_small: msg`في كل جولة ما يكفي من المحكّمين`,
  last_round_unweighed: msg`أوزان الجولات تامة`,
  category_without_panel: msg({ message: 'لكل {one} لجنة في الجولة الأولى' }),
  panel_without_chair: msg`لكل لجنة رئيس حيث يلزم`,
  round_not_closed: msg`أُغلقت كل الجولات`,
  results_not_signed: msg`جُمّدت النتائج ووُقّعت`,
  no_publication: msg`حُدّد نشر النتائج`,
  publication_not_visible: msg`النتائج ظاهرة للعموم`,
};

/** Done only because there is nothing yet that it could speak of: left out while the other is missing. */
export const emptyUntil: Record<string, string> = {
  category_without_rubric: 'no_category',
  category_without_fields: 'no_category',
  field_frozen_before_open: 'no_category',
  deadline_in_past: 'no_dates',
  round_over: 'no_round',
  panel_too_small: 'no_round',
  last_round_unweighed: 'no_round',
  category_without_panel: 'no_round',
  panel_without_chair: 'no_round',
  round_not_closed: 'no_round',
  publication_not_visible: 'no_publication',
};
