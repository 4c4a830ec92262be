// What each decision is called, what it does, and what its mail says (app/notifications/templates).
import { now } from '@internationalized/date';
import { useLingui } from '@lingui/react/macro';
import type { IconName } from '../../shared/ui/Icon';

export type Act = 'mark_eligible' | 'return_entry' | 'mark_ineligible' | 'disqualify_entry' | 'reinstate_entry';

export interface ActWords {
  verb: string;
  title: string;
  effect: string;
  /** the subject of the mail */
  subject: (number: string) => string;
  done: string;
  icon: IconName;
  danger?: boolean;
}

export function useActs(): Record<Act, ActWords> {
  const { t } = useLingui();
  return {
    mark_eligible: {
      verb: t`سجّلها مستوفية`,
      title: t`تسجيل المشاركة مستوفية`,
      effect: t`تدخل المنافسة، وتصبح جاهزة للإسناد إلى المحكّمين.`,
      subject: (number) => t`قُبلت المشاركة رقم ${number} للتحكيم`,
      done: t`سُجّلت المشاركة مستوفية.`,
      icon: 'check',
    },
    return_entry: {
      verb: t`أعدها للاستكمال`,
      title: t`إعادة المشاركة للاستكمال`,
      effect: t`يستطيع أهلها تعديلها حتى الموعد الذي تحدده، ثم يقدّمونها من جديد. وإن لم يفعلوا بقيت معادة.`,
      subject: (number) => t`أُعيدت المشاركة رقم ${number} لاستكمالها`,
      done: t`أُعيدت المشاركة إلى أهلها.`,
      icon: 'undo',
    },
    mark_ineligible: {
      verb: t`سجّلها غير مستوفية`,
      title: t`تسجيل المشاركة غير مستوفية`,
      effect: t`تخرج من المنافسة ولا تُسند إلى محكّم. تستطيع العودة عن هذا القرار ما دام الفرز قائمًا.`,
      subject: (number) => t`لم تُقبل المشاركة رقم ${number}`,
      done: t`سُجّلت المشاركة غير مستوفية.`,
      icon: 'close',
      danger: true,
    },
    disqualify_entry: {
      verb: t`استبعدها`,
      title: t`استبعاد المشاركة`,
      effect: t`تخرج من كل ترتيب، وتبقى تقييماتها محفوظة لا تُحتسب. يُسجَّل الاستبعاد وسببه في سجل التدقيق.`,
      subject: (number) => t`استُبعدت المشاركة رقم ${number}`,
      done: t`استُبعدت المشاركة.`,
      icon: 'flag',
      danger: true,
    },
    reinstate_entry: {
      verb: t`ارفع الاستبعاد`,
      title: t`رفع الاستبعاد عن المشاركة`,
      effect: t`تعود إلى المنافسة كما كانت قبل استبعادها، وتُحتسب تقييماتها.`,
      subject: (number) => t`عادت المشاركة رقم ${number} إلى المنافسة`,
      done: t`رُفع الاستبعاد.`,
      icon: 'undo',
    },
  };
}

/** The end of the day a week from now, on the edition's wall clock: what most organisers mean. */
export const inAWeek = (zone: string): string =>
  now(zone).add({ days: 7 }).set({ hour: 23, minute: 59, second: 0, millisecond: 0 }).toAbsoluteString();
