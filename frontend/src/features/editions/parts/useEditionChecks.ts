// What is wrong in an edition's form before it is sent.
import { useLingui } from '@lingui/react/macro';
import { datesOutOfOrder, type EditionValues } from '../model/edition';
import { isSlug } from '../model/slug';

export function useEditionChecks(): (values: EditionValues) => Partial<Record<keyof EditionValues & string, string>> {
  const { t } = useLingui();
  const after: Record<string, string> = {
    opens_at: t`هذا الموعد يجب أن يكون بعد فتح باب المشاركة.`,
    closes_at: t`هذا الموعد يجب أن يكون بعد إغلاق باب المشاركة.`,
    judging_closes_at: t`هذا الموعد يجب أن يكون بعد انتهاء التحكيم.`,
  };
  return (values) => ({
    ...(values.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الدورة بالعربية.` }),
    ...(values.name_en.trim() ? {} : { name_en: t`اكتب اسم الدورة بالإنجليزية.` }),
    ...(isSlug(values.slug) ? {} : { slug: t`حروف لاتينية صغيرة وأرقام وشُرَط، من حرفين إلى 60.` }),
    ...Object.fromEntries(datesOutOfOrder(values).map(([name, earlier]) => [name, after[earlier]])),
  });
}
