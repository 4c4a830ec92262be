// What a plan and its reasons are called.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../shared/ui/Badge';
import type { Group } from './model/goal';

export const planKinds = {
  spread: msg({ message: 'توزيع متساوٍ', context: 'plan' }),
  category: msg({ message: 'بحسب {all}', context: 'plan' }),
  repair: msg({ message: 'سدّ النواقص', context: 'plan' }),
};

export const bars = {
  conflict: msg({ message: 'تعارض مصالح', context: 'bar' }),
  own_employer: msg({ message: 'جهة العمل نفسها', context: 'bar' }),
  given_back: msg({ message: 'أُعيدت من قبل', context: 'bar' }),
  moved: msg({ message: 'بدأ تقييمها قبل نقلها', context: 'bar' }),
  language: msg({ message: 'لا يقرأ لغة المشاركة', context: 'bar' }),
  forbidden: msg({ message: 'استبعده المنظّم من هذه الخطة', context: 'bar' }),
};

/** The groups that rules on composition count, as one asks for more or fewer of them. */
export const groupWords: Record<Group, MessageDescriptor> = {
  international: msg`المحكّمين الدوليين`,
  regional: msg`المحكّمين الإقليميين`,
  local: msg`المحكّمين المحليين`,
  readers: msg`القرّاء بلغة المشاركات`,
};

/** What of the world changed since a plan was made. */
export const partWords: Record<string, MessageDescriptor> = {
  entries: msg`المشاركات`,
  jurors: msg`المحكّمون`,
  conflicts: msg`التعارضات`,
  assignments: msg`الإسنادات`,
  rules: msg`قواعد اللجنة`,
  bids: msg`رغبات المحكّمين`,
};

export const sources: Record<string, ReturnType<typeof msg>> = {
  hand: msg({ message: 'يدويًا', context: 'source' }),
  spread: msg({ message: 'بخطة توزيع', context: 'source' }),
  category: msg({ message: 'بخطة لكل {one}', context: 'source' }),
  repair: msg({ message: 'بخطة سدّ النواقص', context: 'source' }),
  file: msg({ message: 'من ملف', context: 'source' }),
};

export const closedWords: StateWords = {
  recused: ['neutral', msg({ message: 'تنحٍّ', context: 'closed' })],
  suspended: ['warning', msg({ message: 'معلّق بتعارض', context: 'closed' })],
  given_back: ['neutral', msg({ message: 'أُعيد بسبب', context: 'closed' })],
  removed: ['neutral', msg({ message: 'سُحب', context: 'closed' })],
  moved: ['neutral', msg({ message: 'انتهى بنقل المشاركة', context: 'closed' })],
};
