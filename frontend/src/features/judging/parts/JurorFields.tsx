// The fields of a juror's profile: who, from where, and for whom they work.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { Form } from '../../../shared/forms/useForm';
import { COUNTRIES, countryText, LANGUAGES, languageText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { origins, originWords } from '../../../shared/judging/words';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { CheckboxGroup, RadioGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { FormSection } from '../../../shared/ui/Layout';
import { TextField } from '../../../shared/ui/TextField';
import type { JurorValues } from '../model/juror';

const COMMON = ['ar', 'en', 'fr'];

function Languages({ form }: { form: Form<JurorValues> }) {
  const { t } = useLingui();
  const { reader } = useFormat();
  const chosen = form.values.languages;
  const shown = [...new Set([...COMMON, ...chosen])];
  const others = LANGUAGES.filter((code) => !shown.includes(code));
  return (
    <>
      <CheckboxGroup
        label={t`لغات التحكيم`}
        layout="row"
        options={shown.map((id) => ({ id, label: languageText(id, reader) }))}
        value={chosen}
        onChange={(languages) => form.set({ languages })}
        error={form.errors.languages}
        isRequired
      />
      <ComboBox
        key={shown.length}
        label={t`لغة أخرى`}
        options={others.map((id) => ({ id, label: languageText(id, reader) }))}
        value={null}
        onChange={(code) => code && form.set({ languages: [...chosen, code] })}
      />
    </>
  );
}

function Employer({ form }: { form: Form<JurorValues> }) {
  const { t } = useLingui();
  const format = useFormat();
  const [query, setQuery] = useState('');
  const found = useGet('/api/v1/organisations', { query: { size: 20, q: query, sort: 'name' } });
  const employed = form.values.employer_id;
  const named = format.pick(form.values.employer_ar, form.values.employer_en) || t`الجهة المختارة`;
  const items = found.data?.items ?? [];
  const options = [
    ...(employed && !items.some((one) => one.id === employed) ? [{ id: employed, label: named }] : []),
    ...items.map((one) => ({ id: one.id, label: format.name(one) })),
  ];
  return (
    <ComboBox
      label={t`جهة العمل في سجل الجهات`}
      help={t`إن كانت جهة العمل مسجَّلة هنا لم تُسند مشاركاتها إلى من يعمل لديها.`}
      options={options}
      value={employed}
      onSearch={(typed) => setQuery(typed === named ? '' : typed)}
      onChange={(id) => {
        const one = items.find((item) => item.id === id);
        form.set({
          employer_id: id,
          ...(one ? { employer_ar: one.name_ar, employer_en: one.name_en } : {}),
        });
      }}
      error={form.errors.employer_id}
    />
  );
}

export function JurorFields({ form, isEmailFixed }: { form: Form<JurorValues>; isEmailFixed: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { values, errors } = form;
  return (
    <>
      <FormSection title={t`التعريف`} help={t`الاسم واللقب كما يظهران للعموم إن كانت لجنة التحكيم معلنة.`}>
        <BilingualField
          label={t`الاسم`}
          ar={values.name_ar}
          en={values.name_en}
          onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
          errorAr={errors.name_ar}
          errorEn={errors.name_en}
          isRequired="ar"
        />
        <BilingualField
          label={t`اللقب أو المنصب`}
          ar={values.title_ar}
          en={values.title_en}
          onChange={(c) => form.set('ar' in c ? { title_ar: c.ar } : { title_en: c.en })}
          errorAr={errors.title_ar}
          errorEn={errors.title_en}
        />
        <TextField
          {...form.field('email')}
          type="email"
          label={t`البريد الإلكتروني`}
          help={isEmailFixed ? t`قُبلت الدعوة بهذا البريد، فلا يُغيَّر هنا.` : t`تُرسل إليه الدعوة.`}
          isRequired
          isDisabled={isEmailFixed}
        />
      </FormSection>
      <FormSection title={t`المنشأ واللغات`} help={t`يُراعى المنشأ في تكوين اللجان.`}>
        <RadioGroup
          label={t`المنشأ`}
          layout="row"
          options={origins.map((id) => ({ id, label: i18n._(originWords[id][1]) }))}
          value={values.origin}
          onChange={(origin) => form.set({ origin })}
          error={errors.origin}
          isRequired
        />
        <ComboBox
          label={t`البلد`}
          options={COUNTRIES.map((id) => ({ id, label: countryText(id, format.reader) })).sort((a, b) =>
            a.label.localeCompare(b.label, format.reader.language),
          )}
          value={values.country || null}
          onChange={(country) => form.set({ country: country ?? '' })}
          error={errors.country}
        />
        <Languages form={form} />
      </FormSection>
      <FormSection title={t`جهة العمل`} help={t`لا يحكّم أحد مشاركة الجهة التي يعمل لديها.`}>
        <Employer form={form} />
        <BilingualField
          label={t`اسم جهة العمل`}
          ar={values.employer_ar}
          en={values.employer_en}
          onChange={(c) => form.set('ar' in c ? { employer_ar: c.ar } : { employer_en: c.en })}
          errorAr={errors.employer_ar}
          errorEn={errors.employer_en}
        />
      </FormSection>
      <FormSection title={t`نبذة`}>
        <BilingualField
          label={t`النبذة`}
          multiline
          ar={values.biography_ar}
          en={values.biography_en}
          onChange={(c) => form.set('ar' in c ? { biography_ar: c.ar } : { biography_en: c.en })}
          errorAr={errors.biography_ar}
          errorEn={errors.biography_en}
        />
      </FormSection>
    </>
  );
}
