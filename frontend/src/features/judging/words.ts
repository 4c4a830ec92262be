// What conflicts are called.
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../shared/ui/Badge';

export const conflictStates = {
  suspended: ['warning', msg({ message: 'معلّق', context: 'conflict' })],
  recused: ['primary', msg({ message: 'تنحٍّ', context: 'conflict' })],
  dismissed: ['neutral', msg({ message: 'مردود', context: 'conflict' })],
} as const satisfies StateWords;

/** What became of what arrived in the grace window. */
export const lateStates = {
  waiting: ['warning', msg({ message: 'ينتظر القرار', context: 'late' })],
  draft: ['neutral', msg({ message: 'مسودة لم تُرسل', context: 'late' })],
  admitted: ['success', msg({ message: 'احتُسب', context: 'late' })],
  refused: ['neutral', msg({ message: 'لم يُحتسب', context: 'late' })],
} as const satisfies StateWords;

/** What is proposed about it. */
export const lateWords = {
  admit: msg({ message: 'يُحتسب', context: 'late' }),
  refuse: msg({ message: 'لا يُحتسب', context: 'late' }),
};

export const claimStates = {
  waiting: ['warning', msg({ message: 'ينتظر القرار', context: 'claim' })],
  accepted: ['success', msg({ message: 'لا ينطبق', context: 'claim' })],
  refused: ['neutral', msg({ message: 'ينطبق', context: 'claim' })],
} as const satisfies StateWords;

export const conflictKinds = {
  employer: msg({ message: 'جهة عمل حالية', context: 'conflict' }),
  former_employer: msg({ message: 'جهة عمل سابقة', context: 'conflict' }),
  family: msg({ message: 'قرابة', context: 'conflict' }),
  business: msg({ message: 'مصلحة تجارية أو مالية', context: 'conflict' }),
  advised: msg({ message: 'مشورة أو عمل في المشاركة', context: 'conflict' }),
  other: msg({ message: 'سبب آخر', context: 'conflict' }),
};

export const conflictSources = {
  juror: msg({ message: 'إفصاح المحكّم', context: 'conflict' }),
  entrant: msg({ message: 'بلاغ مشارك', context: 'conflict' }),
  organiser: msg({ message: 'بلاغ المنظّم', context: 'conflict' }),
  detected: msg({ message: 'رصد النظام', context: 'conflict' }),
};

/** By level, 0 to 3. */
export const expertiseLevels = [
  msg({ message: 'لا خبرة', context: 'expertise' }),
  msg({ message: 'بعض الخبرة', context: 'expertise' }),
  msg({ message: 'خبرة جيدة', context: 'expertise' }),
  msg({ message: 'خبير', context: 'expertise' }),
];

/** What was noticed of a possible conflict. */
export const conflictSignals = {
  employer: msg({ message: 'جهة عملك', context: 'signal' }),
  member: msg({ message: 'عضو في الجهة', context: 'signal' }),
  domain: msg({ message: 'بريدك من نطاق الجهة', context: 'signal' }),
  former_employer: msg({ message: 'جهة عمل سابقة', context: 'signal' }),
  person: msg({ message: 'اسم من أسماء القائمين على المشاركة', context: 'signal' }),
  website: msg({ message: 'بريدك من نطاق موقع الجهة', context: 'signal' }),
  similar_name: msg({ message: 'اسم جهة عمل قريب من اسم الجهة', context: 'signal' }),
};

/** The same as the organiser reads it of a juror. */
export const noticed = {
  employer: msg({ message: 'جهة عمله', context: 'noticed' }),
  member: msg({ message: 'عضو في الجهة', context: 'noticed' }),
  domain: msg({ message: 'بريده من نطاق الجهة', context: 'noticed' }),
  former_employer: msg({ message: 'جهة عمل سابقة', context: 'noticed' }),
  person: msg({ message: 'تشابه اسم مع أحد القائمين على المشاركة', context: 'noticed' }),
  website: msg({ message: 'بريده من نطاق موقع الجهة', context: 'noticed' }),
  similar_name: msg({ message: 'اسم جهة عمل قريب من اسم الجهة', context: 'noticed' }),
};
