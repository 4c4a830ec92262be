// Words for tie-breaks, outcomes and reasons why an entry has no rank.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../shared/api/schema';
import { useFormat } from '../../shared/i18n/react';
import type { StateWords } from '../../shared/ui/Badge';

const rules: Record<string, ReturnType<typeof msg>> = {
  median: msg`حُسم بوسيط الدرجات`,
  highest_low: msg`حُسم بأعلى أدنى درجة`,
  chair: msg`حسمه رئيس اللجنة`,
  lot: msg`حُسم بالقرعة المعلنة`,
  shared: msg`ترتيب مشترك`,
  round: msg`رُتّب بجولة أسبق`,
  consensus: msg`بدرجة توافق اللجنة`,
};

/** What decided an entry's place; a criterion by its name. */
export function useRule(): (step: components['schemas']['TraceStep']) => string {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (step) => {
    const words = rules[step.rule];
    if (words) return i18n._(words);
    const criterion = format.name(step) || step.rule.replace('criterion:', '');
    return t`حُسم بمعيار «${criterion}»`;
  };
}

const reasons: Record<string, ReturnType<typeof msg>> = {
  excluded: msg`خارج المنافسة`,
  no_evaluation: msg`بلا تقييم`,
  below_quorum: msg`دون النصاب`,
};
export function useLeftOut(): (reason: string) => string {
  const { i18n } = useLingui();
  return (reason) => {
    const words = reasons[reason];
    return words ? i18n._(words) : reason;
  };
}

export type Method = components['schemas']['RankingOut']['method'];

export const methodNames: Record<Method, ReturnType<typeof msg>> = {
  raw: msg`المتوسط`,
  trimmed: msg`المتوسط بلا طرفين`,
  zscore: msg`الدرجة المعيارية`,
  calibrated: msg`المعايرة`,
};

type Why = components['schemas']['Why'];

/** Why the mean ranks a category in the place of the rulebook's method. */
export const meanWords: Record<Why, ReturnType<typeof msg>> = {
  disconnected: msg`الترتيب هنا بالمتوسط، لأن من المشاركات مجموعتين لا يجمعهما محكّم، فلا تُقارن شدّة محكّميهما.`,
  not_identifiable: msg`الترتيب هنا بالمتوسط، لأن كل مشاركة قيّمها محكّم واحد، فلا تُعرف شدّته.`,
};

export const outcomes = {
  none: msg`بلا جائزة`,
  winner: msg`فائز`,
  honourable_mention: msg`تنويه`,
};

export const stepWords: StateWords = {
  none: ['neutral', msg({ message: 'لم تُجمّد بعد', context: 'approval' })],
  frozen: ['warning', msg({ message: 'مجمّدة تنتظر التوقيع', context: 'approval' })],
  signed: ['success', msg({ message: 'موقّعة', context: 'approval' })],
  returned: ['error', msg({ message: 'أعيدت إلى المنظّم', context: 'approval' })],
};
