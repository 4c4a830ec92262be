// What people call the programme, and what is competed for in it: one of them, and all together.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import type { Form } from '../../../shared/forms/useForm';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { FormSection } from '../../../shared/ui/Layout';

export type ProgrammeValues = Required<components['schemas']['ProgrammeIn']>;

export function ProgrammeNouns({ form }: { form: Form<ProgrammeValues> }) {
  const { t } = useLingui();
  const v = form.values;
  return (
    <FormSection title={t`التسميات`} help={t`كيف يسمّي الناس هذا البرنامج وما يُتنافس عليه فيه؛ مثل: جائزة وفرع.`}>
      <BilingualField
        label={t`تسمية البرنامج`}
        ar={v.noun_ar}
        en={v.noun_en}
        onChange={(c) => form.set('ar' in c ? { noun_ar: c.ar } : { noun_en: c.en })}
        errorAr={form.errors.noun_ar}
        errorEn={form.errors.noun_en}
        isRequired
      />
      <BilingualField
        label={t`تسمية الفئة`}
        ar={v.category_noun_ar}
        en={v.category_noun_en}
        onChange={(c) => form.set('ar' in c ? { category_noun_ar: c.ar } : { category_noun_en: c.en })}
        errorAr={form.errors.category_noun_ar}
        errorEn={form.errors.category_noun_en}
        isRequired
      />
      <BilingualField
        label={t`تسمية الفئات مجتمعة`}
        help={t`كما تُكتب عنوانًا في القوائم والصفحات؛ مثل: الفئات، الفروع، المسارات.`}
        ar={v.category_plural_ar}
        en={v.category_plural_en}
        onChange={(c) => form.set('ar' in c ? { category_plural_ar: c.ar } : { category_plural_en: c.en })}
        errorAr={form.errors.category_plural_ar}
        errorEn={form.errors.category_plural_en}
        isRequired
      />
    </FormSection>
  );
}
