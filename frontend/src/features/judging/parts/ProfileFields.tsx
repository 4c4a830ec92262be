// What the organiser and the juror themselves write of a juror: who they are, what they know, where they worked.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Form } from '../../../shared/forms/useForm';
import { COUNTRIES, countryText, LANGUAGES, languageText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button, IconButton } from '../../../shared/ui/Button';
import { CheckboxGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { DateField } from '../../../shared/ui/DateField';
import { FormSection } from '../../../shared/ui/Layout';
import { TextField } from '../../../shared/ui/TextField';
import type { ProfileValues } from '../model/juror';
import { ExpertiseFields } from './ExpertiseFields';

const COMMON = ['ar', 'en', 'fr'];

interface Props<V extends ProfileValues> {
  form: Form<V>;
  categories: readonly { id: string; name_ar: string; name_en: string }[];
  /** after the names */
  contact: ReactNode;
  /** before the country */
  origin: ReactNode;
  /** before the employer's name */
  employer?: ReactNode;
}

/** Every juror's form holds these values; what it has besides is no business of these fields. */
const plain = <V extends ProfileValues>(form: Form<V>): Form<ProfileValues> => form as unknown as Form<ProfileValues>;

function Languages({ form }: { form: Form<ProfileValues> }) {
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

function FormerEmployers({ form }: { form: Form<ProfileValues> }) {
  const { t } = useLingui();
  const rows = form.values.former_employers;
  const change = (at: number, part: Partial<(typeof rows)[number]>): void =>
    form.set({ former_employers: rows.map((row, place) => (place === at ? { ...row, ...part } : row)) });
  return (
    <div className="tk-stack">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no id and are not put in order
        <div className="tk-judging-former" key={at}>
          <TextField
            label={t`جهة عمل سابقة`}
            value={row.name}
            onChange={(name) => change(at, { name })}
            error={form.errors[`former_employers.${at}.name`]}
            isRequired
          />
          <DateField
            label={t`آخر يوم عمل فيها`}
            value={row.until ?? null}
            onChange={(until) => change(at, { until })}
          />
          <IconButton
            icon="trash"
            label={t`احذف جهة العمل السابقة`}
            onPress={() => form.set({ former_employers: rows.filter((_, place) => place !== at) })}
          />
        </div>
      ))}
      <div>
        <Button
          icon="plus"
          onPress={() => form.set({ former_employers: [...rows, { name: '', until: null }] })}
        >{t`أضف جهة عمل سابقة`}</Button>
      </div>
    </div>
  );
}

export function ProfileFields<V extends ProfileValues>(props: Props<V>) {
  const { t } = useLingui();
  const format = useFormat();
  const form = plain(props.form);
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
        {props.contact}
      </FormSection>
      <FormSection title={t`المنشأ واللغات`} help={t`يُراعى المنشأ في تكوين اللجان.`}>
        {props.origin}
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
      <FormSection title={t`جهات العمل`} help={t`لا يحكّم أحد مشاركة الجهة التي يعمل لديها، ولا جهة تركها حديثًا.`}>
        {props.employer}
        <BilingualField
          label={t`اسم جهة العمل`}
          ar={values.employer_ar}
          en={values.employer_en}
          onChange={(c) => form.set('ar' in c ? { employer_ar: c.ar } : { employer_en: c.en })}
          errorAr={errors.employer_ar}
          errorEn={errors.employer_en}
        />
        <FormerEmployers form={form} />
        {props.employer ? null : (
          <p className="tk-small tk-soft">
            {t`ما سُجّل هنا من جهات المنصة يبقى، ولا يُقدَّم تاريخه. إن كان خطأً فاطلب من المنظّم تصحيحه.`}
          </p>
        )}
      </FormSection>
      {props.categories.length > 0 ? <ExpertiseFields form={form} categories={props.categories} /> : null}
      <FormSection title={t`نبذة`} help={t`تظهر للعموم إن كانت لجنة التحكيم معلنة.`}>
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
