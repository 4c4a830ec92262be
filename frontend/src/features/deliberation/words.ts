// Words for where the feedback to an entrant stands.
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../shared/ui/Badge';

export const feedbackStates = {
  none: ['neutral', msg({ message: 'لم يُكتب', context: 'feedback' })],
  draft: ['warning', msg({ message: 'مسودة', context: 'feedback' })],
  ready: ['success', msg({ message: 'جاهز', context: 'feedback' })],
  released: ['primary', msg({ message: 'أُرسل إلى المشارك', context: 'feedback' })],
} as const satisfies StateWords;
