// The words of closed lists: kinds of fields, who may enter, how a tie is broken.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { components } from '../../shared/api/schema';
import type { Tone } from '../../shared/ui/Badge';
import type { IconName } from '../../shared/ui/Icon';
import type { FieldKind } from './model/fields';
import type { CommentRule } from './model/tree';

type EntrantKind = components['schemas']['EntrantKind'];
type ProgrammeKind = components['schemas']['ProgrammeKind'];

export const programmeKinds: Record<ProgrammeKind, readonly [Tone, MessageDescriptor, MessageDescriptor]> = {
  award: ['gold', msg`جائزة`, msg`مشاركات تُحكَّم، وفائزون يُعلَنون.`],
  measurement: ['info', msg`قياس`, msg`جهات تُقاس خدماتها وتُقارن بنظيراتها.`],
};

export const entrantKinds: Record<EntrantKind, readonly [MessageDescriptor, MessageDescriptor]> = {
  agency: [msg`جهة`, msg`يشارك منسوبو الجهة باسمها.`],
  individual: [msg`فرد`, msg`يشارك كل شخص باسمه.`],
  any: [msg`جهة أو فرد`, msg`تُقبل مشاركات الجهات والأفراد معًا.`],
};

export const fieldKinds: Record<FieldKind, readonly [IconName, MessageDescriptor, MessageDescriptor]> = {
  short_text: ['minus', msg`نص قصير`, msg`سطر واحد.`],
  long_text: ['form', msg`نص طويل`, msg`فقرات، بحد أعلى للكلمات.`],
  number: ['chart', msg`رقم`, msg`عدد صحيح أو عشري، بحدّين اختياريين.`],
  choice: ['success', msg`اختيار واحد`, msg`قيمة واحدة من قائمة.`],
  multi_choice: ['check', msg`اختيارات متعددة`, msg`قيمة أو أكثر من قائمة.`],
  date: ['calendar', msg`تاريخ`, msg`يوم بالتقويمين.`],
  url: ['globe', msg`رابط`, msg`عنوان موقع أو تطبيق.`],
  file: ['file', msg`ملف`, msg`مرفق أو أكثر، بأنواع وحجم محددين.`],
  table: ['list', msg`جدول أرقام`, msg`أعمدة تحددها، وصفوف ثابتة أو حرة.`],
  links: ['link', msg`قائمة روابط`, msg`روابط متعددة، لكل منها عنوان.`],
  person: ['user', msg`شخص`, msg`اسم وصفة وبيانات تواصل.`],
  service: ['building', msg`خدمة من سجل الجهة`, msg`تختارها الجهة من خدماتها المسجّلة.`],
};

export const commentRules: { id: CommentRule; label: MessageDescriptor; about: MessageDescriptor }[] = [
  { id: 'optional', label: msg`اختيارية`, about: msg`يكتبها المحكّم إن شاء.` },
  { id: 'required', label: msg`لازمة`, about: msg`لا يُرسل التقييم من دونها.` },
  { id: 'extremes', label: msg`لازمة عند الطرفين`, about: msg`إذا أعطى أدنى درجة في المقياس أو أعلاها.` },
  { id: 'none', label: msg`لا تُطلب`, about: msg`لا تظهر في نموذج التقييم.` },
];
/** What a reader of the rubric is told; nothing where it is as usual. */
export const commentAsked: Record<CommentRule, MessageDescriptor | null> = {
  optional: null,
  required: msg`بملاحظة لازمة`,
  extremes: msg`بملاحظة لازمة عند طرفي المقياس`,
  none: msg`بلا ملاحظة`,
};

/** How a tie is broken: the name of the rule, and what it does in plain words. */
export const tiebreakWords: Record<string, readonly [MessageDescriptor, MessageDescriptor]> = {
  median: [msg`الوسيط الأعلى`, msg`يتقدّم من كان وسيط مجاميع محكّميه أعلى، فلا يحسم الأمرَ محكّم واحد متشدد أو متساهل.`],
  highest_low: [msg`أعلى أدنى مجموع`, msg`يُنظر إلى أدنى مجموع ناله كل متعادل، ويتقدّم من كان أدناه أعلى.`],
  chair: [msg`قرار رئيس اللجنة`, msg`يرتّب رئيس اللجنة المتعادلين بقرار مكتوب مسبَّب، ويلزم أن يكون لكل لجنة رئيس.`],
  lot: [msg`القرعة`, msg`قرعة تُحسب من بصمة الجولة بعد إغلاقها: لا يعرفها أحد قبله، ولا يغيّرها أحد بعده.`],
  shared: [msg`المناصفة`, msg`من بقوا متعادلين بعد ما سبق يتقاسمون المركز نفسه. هي آخر القواعد دائمًا.`],
};
export const CRITERION = 'criterion:';

/** Files that a form may ask for, as people call them. The server checks the content, not the name. */
export const fileGroups: readonly { id: string; label: string | MessageDescriptor; types: readonly string[] }[] = [
  { id: 'pdf', label: 'PDF', types: ['application/pdf'] },
  { id: 'word', label: 'Word', types: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'] },
  { id: 'excel', label: 'Excel', types: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
  {
    id: 'slides',
    label: 'PowerPoint',
    types: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  },
  { id: 'image', label: msg`صور`, types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] },
  { id: 'video', label: msg`فيديو`, types: ['video/mp4', 'video/quicktime', 'video/webm'] },
  { id: 'audio', label: msg`صوت`, types: ['audio/mpeg', 'audio/mp4'] },
  { id: 'text', label: msg`نصوص وجداول بسيطة`, types: ['text/plain', 'text/csv'] },
];

export type Method = components['schemas']['StaffEdition']['method'];

/** How scorecards become the score that counts: its name, what it does, when to choose it. */
export const methodWords: Record<Method, readonly [MessageDescriptor, MessageDescriptor]> = {
  raw: [
    msg`المتوسط`,
    msg`متوسط مجاميع المحكّمين كما منحوها، بكسور تامة. اختره حين يقيّم المحكّمون أنفسهم كل المشاركات، أو حين تريد أبسط ما يُشرح.`,
  ],
  trimmed: [
    msg`المتوسط بلا طرفين`,
    msg`متوسط المجاميع بعد إسقاط أعلاها وأدناها حين تكون أربعة فأكثر. اختره حين تخشى أن ينفرد محكّم بدرجة بعيدة عن زملائه.`,
  ],
  zscore: [
    msg`الدرجة المعيارية`,
    msg`تُقاس درجة كل محكّم بمتوسط درجاته هو وتباعدها. اختره حين يقيّم كل محكّم عددًا كافيًا من المشاركات المتشابهة. وحيث لا يجمع المحكّمين ما يُقارنون به يكون الترتيب بالمتوسط.`,
  ],
  calibrated: [
    msg`المعايرة`,
    msg`تُصحَّح شدّة كل محكّم واستعماله للمقياس، ويزيد وزن من تتسق درجاته مع زملائه. اختره حين يقيّم كل مشاركة بعض المحكّمين لا كلهم. وحيث لا يجمع المحكّمين ما يُقارنون به يكون الترتيب بالمتوسط.`,
  ],
};
