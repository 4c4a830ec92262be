// What a plan and its reasons are called.
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../shared/ui/Badge';

export const planKinds = {
  spread: msg({ message: 'توزيع متساوٍ', context: 'plan' }),
  category: msg({ message: 'بحسب {all}', context: 'plan' }),
};

export const bars = {
  conflict: msg({ message: 'تعارض مصالح', context: 'bar' }),
  own_employer: msg({ message: 'جهة العمل نفسها', context: 'bar' }),
  given_back: msg({ message: 'أُعيدت من قبل', context: 'bar' }),
};

export const sources: Record<string, ReturnType<typeof msg>> = {
  hand: msg({ message: 'يدويًا', context: 'source' }),
  spread: msg({ message: 'بخطة توزيع', context: 'source' }),
  category: msg({ message: 'بخطة لكل {one}', context: 'source' }),
};

export const closedWords: StateWords = {
  recused: ['neutral', msg({ message: 'تنحٍّ', context: 'closed' })],
  suspended: ['warning', msg({ message: 'معلّق بتعارض', context: 'closed' })],
  given_back: ['neutral', msg({ message: 'أُعيد بسبب', context: 'closed' })],
  removed: ['neutral', msg({ message: 'سُحب', context: 'closed' })],
};
