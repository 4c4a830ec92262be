// What the kinds of rules are called, and one line that says what a rule asks.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Format } from '../../shared/i18n/react';
import type { RuleDraft, RuleKind } from './model/eligibility';

export const kindWords: Record<RuleKind, MessageDescriptor> = {
  question: msg`سؤال قبل النموذج`,
  months: msg`مدة التشغيل بالأشهر`,
  previous_winner: msg`الفوز في دورات سابقة`,
  attachments: msg`مرفقات إلزامية`,
  co_owners: msg`موافقة الجهات الشريكة`,
};

export const byWords = {
  closes_at: msg`يوم إغلاق باب المشاركة`,
  opens_at: msg`يوم فتح باب المشاركة`,
  day: msg`تاريخ محدد`,
} satisfies Record<string, MessageDescriptor>;

/** `labelOf` gives a question of the form its label. */
export function summary(
  rule: RuleDraft,
  format: Format,
  labelOf: (code: string) => string,
): MessageDescriptor | string {
  const { options } = rule;
  const between = format.reader.language === 'ar' ? '، ' : ', ';
  switch (rule.kind) {
    case 'question': {
      const passing = (options?.choices ?? []).filter((one) => one.passes).map((one) => format.name(one));
      return msg`الجواب المقبول: ${passing.join(between)}`;
    }
    case 'months': {
      const months = format.number(options?.months ?? 0);
      const from = options?.field ? labelOf(options.field) : '';
      return from ? msg`${months} على الأقل، من «${from}»` : msg`${months} على الأقل، من تاريخ إطلاق الخدمة`;
    }
    case 'previous_winner': {
      const editions = format.number(options?.editions ?? 0);
      return options?.whose === 'entrant'
        ? msg`أي مشاركة للمشارك نفسه في الدورات السابقة، وعددها ${editions}`
        : msg`المشاركة نفسها في الدورات السابقة، وعددها ${editions}`;
    }
    case 'attachments':
      return (options?.fields ?? []).map(labelOf).join(between);
    default:
      return msg`يوافق مدير كل جهة شريكة برابط يصله بالبريد`;
  }
}
