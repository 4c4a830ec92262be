// What going back to each phase is called, what it undoes and what stays. Said before it is proposed and confirmed.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Phase } from './model/phases';

export interface BackWords {
  /** the verb on the button */
  act: MessageDescriptor;
  happens: readonly MessageDescriptor[];
  stays: readonly MessageDescriptor[];
}

export const backWords: Partial<Record<Phase, BackWords>> = {
  open: {
    act: msg`أعد فتح باب المشاركة`,
    happens: [
      msg`تعود الدورة إلى مرحلة «مفتوحة»، ويظهر ذلك وسببه للعموم في صفحتها.`,
      msg`لا تُقبل مشاركة ما دام موعد الإغلاق قد مضى: عدّله بعد العودة بقرار معلن.`,
    ],
    stays: [msg`تبقى قرارات الفرز والمشاركات المقدَّمة كما هي.`],
  },
  screening: {
    act: msg`عُد إلى الفرز`,
    happens: [
      msg`تُفتح لائحة التحكيم للتعديل، وتُجمَّد من جديد ببصمة جديدة عند بدء التحكيم.`,
      msg`يظهر ذلك وسببه للعموم في صفحة الدورة.`,
    ],
    stays: [
      msg`تبقى اللائحة المجمَّدة وبصمتها وتاريخها محفوظة في سجل العودة.`,
      msg`تبقى اللجان والإسنادات كما هي؛ لا عودة بعد أن تُفتح جولة.`,
    ],
  },
  judging: {
    act: msg`عُد إلى التحكيم`,
    happens: [msg`تعود الدورة إلى مرحلة التحكيم، ثم تنتقل إلى المداولة بقرار جديد.`],
    stays: [msg`تبقى الجولات المغلقة مغلقة، ولائحة التحكيم مجمَّدة.`, msg`تبقى الترتيبات والقرارات المسجَّلة كما هي.`],
  },
  deliberation: {
    act: msg`ألغِ الاعتماد وعُد إلى المداولة`,
    happens: [msg`يُلغى توقيع المعتمِد، ويُفكّ تجميد النتائج فتُعدَّل القرارات.`, msg`يلزم تجميد جديد وتوقيع جديد قبل النشر.`],
    stays: [msg`يبقى التوقيع الملغى وبصمته في سجل الاعتماد.`, msg`لا يُعلن السبب للعموم، ويقرؤه القائمون على الدورة.`],
  },
};
