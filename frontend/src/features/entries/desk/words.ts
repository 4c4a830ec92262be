// What the desk calls decisions, flags and signs.
import { useLingui } from '@lingui/react/macro';
import type { IconName } from '../../../shared/ui/Icon';
import type { Decided, Decision, Flag } from './desk';

export interface DecidedWords {
  verb: string;
  proposal: string;
  word: string;
  key: string;
  icon: IconName;
}

export function useDecided(): Record<Decided, DecidedWords> {
  const { t } = useLingui();
  return {
    eligible: {
      verb: t`سجّلها مستوفية`,
      proposal: t`اقترح أنها مستوفية`,
      word: t`مستوفية للشروط`,
      key: 'E',
      icon: 'check',
    },
    returned: {
      verb: t`أعدها للاستكمال`,
      proposal: t`اقترح إعادتها للاستكمال`,
      word: t`إعادة للاستكمال`,
      key: 'R',
      icon: 'undo',
    },
    ineligible: {
      verb: t`سجّلها غير مستوفية`,
      proposal: t`اقترح أنها غير مستوفية`,
      word: t`غير مستوفية للشروط`,
      key: 'X',
      icon: 'close',
    },
  };
}

export function useStandings(): Record<Decision['state'], string> {
  const { t } = useLingui();
  return {
    proposed: t`اقتراح ينتظر شخصًا ثانيًا`,
    made: t`قرار`,
    confirmed: t`قرار ثبّته شخص ثانٍ`,
    declined: t`اقتراح خولف`,
    withdrawn: t`اقتراح سُحب`,
    overtaken: t`اقتراح تجاوزته الأحداث`,
  };
}

export function useFlags(): { id: Flag; label: string }[] {
  const { t } = useLingui();
  return [
    { id: 'answered', label: t`استُكملت وأعيد تقديمها` },
    { id: 'overdue', label: t`انقضى موعد استكمالها` },
    { id: 'proposed', label: t`قرار ينتظر شخصًا ثانيًا` },
    { id: 'message', label: t`رسالة تنتظر الرد` },
    { id: 'rule', label: t`لم تستوفِ شرطًا` },
    { id: 'duplicate', label: t`قد تكون مكررة` },
  ];
}

export function useSigns(): (sign: string, likeness: string) => string {
  const { t } = useLingui();
  return (sign, likeness) =>
    sign === 'title'
      ? t`عنوانان متشابهان (${likeness})`
      : sign === 'service'
        ? t`الخدمة نفسها`
        : t`ملف واحد في المشاركتين`;
}
