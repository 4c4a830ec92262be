// Small labels. StateBadge knows the words and tones of the product's states; never by colour alone.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { ReactNode } from 'react';
import './Badge.css';

export type Tone = 'neutral' | 'primary' | 'success' | 'warning' | 'error' | 'info' | 'gold' | 'lavender';

export function Badge({ tone = 'neutral', dot, children }: { tone?: Tone; dot?: boolean; children: ReactNode }) {
  return (
    <span className={`tk-badge tk-tone-${tone}`}>
      {dot ? <span className="tk-badge-dot" aria-hidden="true" /> : null}
      {children}
    </span>
  );
}

export type StateWords = Record<string, readonly [Tone, MessageDescriptor]>;

const phases: StateWords = {
  draft: ['neutral', msg({ message: 'مسودة', context: 'phase' })],
  open: ['success', msg({ message: 'مفتوحة', context: 'phase' })],
  screening: ['info', msg({ message: 'الفرز', context: 'phase' })],
  judging: ['lavender', msg({ message: 'التحكيم', context: 'phase' })],
  deliberation: ['warning', msg({ message: 'المداولة', context: 'phase' })],
  approved: ['primary', msg({ message: 'معتمدة', context: 'phase' })],
  published: ['gold', msg({ message: 'منشورة', context: 'phase' })],
  archived: ['neutral', msg({ message: 'مؤرشفة', context: 'phase' })],
  cancelled: ['error', msg({ message: 'ملغاة', context: 'phase' })],
};
const entries: StateWords = {
  draft: ['neutral', msg({ message: 'مسودة', context: 'entry' })],
  submitted: ['info', msg({ message: 'مقدَّمة', context: 'entry' })],
  returned: ['warning', msg({ message: 'معادة للاستكمال', context: 'entry' })],
  eligible: ['success', msg({ message: 'مستوفية للشروط', context: 'entry' })],
  ineligible: ['error', msg({ message: 'غير مستوفية للشروط', context: 'entry' })],
  withdrawn: ['neutral', msg({ message: 'مسحوبة', context: 'entry' })],
  disqualified: ['error', msg({ message: 'مستبعدة', context: 'entry' })],
};
const evaluations: StateWords = {
  none: ['neutral', msg({ message: 'لم يبدأ', context: 'evaluation' })],
  draft: ['warning', msg({ message: 'مسودة', context: 'evaluation' })],
  submitted: ['success', msg({ message: 'مُرسَل', context: 'evaluation' })],
  recused: ['neutral', msg({ message: 'تنحٍّ', context: 'evaluation' })],
  given_back: ['neutral', msg({ message: 'أعيد', context: 'evaluation' })],
};
const rounds: StateWords = {
  planned: ['neutral', msg({ message: 'مخطط لها', context: 'round' })],
  open: ['success', msg({ message: 'مفتوحة', context: 'round' })],
  closed: ['primary', msg({ message: 'مغلقة', context: 'round' })],
};
const kinds = { phase: phases, entry: entries, evaluation: evaluations, round: rounds };

/** `<StateBadge of="entry" state={entry.state} />`; other states: pass your own `words`. */
export function StateBadge({ of, state, words }: { of?: keyof typeof kinds; state: string; words?: StateWords }) {
  const { i18n } = useLingui();
  const found = (words ?? (of ? kinds[of] : {}))[state];
  return (
    <Badge tone={found?.[0] ?? 'neutral'} dot>
      {found ? i18n._(found[1]) : state}
    </Badge>
  );
}

export const phaseWords = phases;
export const entryWords = entries;
