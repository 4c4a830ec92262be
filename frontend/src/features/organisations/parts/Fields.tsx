// What is written of an agency, by staff and by its own people.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useMemo } from 'react';
import type { components } from '../../../shared/api/schema';
import type { Form } from '../../../shared/forms/useForm';
import { COUNTRIES, countryText } from '../../../shared/i18n/names';
import { useReader } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { Select } from '../../../shared/ui/Select';
import { TextField } from '../../../shared/ui/TextField';
import { KINDS, kindWords } from '../words';

export type Draft = Required<components['schemas']['OrganisationDraft']>;
export const blankDraft: Draft = { name_ar: '', name_en: '', kind: 'government', city: '', country: 'SA', website: '' };

/** The editable part of what the server holds, after a blank of the same keys. */
export const partOf = <T extends object>(blank: T, saved: object): T =>
  Object.fromEntries(Object.keys(blank).map((key) => [key, (saved as Record<string, unknown>)[key]])) as T;

export function useFieldNames(): Record<keyof Draft, string> {
  const { t } = useLingui();
  return {
    name_ar: t`الاسم بالعربية`,
    name_en: t`الاسم بالإنجليزية`,
    kind: t`النوع`,
    city: t`المدينة`,
    country: t`الدولة`,
    website: t`الموقع الإلكتروني`,
  };
}

export function DraftFields<T extends Draft>({ form, afterName }: { form: Form<T>; afterName?: ReactNode }) {
  const { t, i18n } = useLingui();
  const reader = useReader();
  const options = useMemo(
    () =>
      COUNTRIES.map((id) => ({ id, label: countryText(id, reader) })).sort((a, b) =>
        a.label.localeCompare(b.label, reader.language),
      ),
    [reader],
  );
  const names = useFieldNames();
  const v: Draft = form.values;
  const set = form.set as (change: Partial<Draft>) => void;
  return (
    <>
      <BilingualField
        label={t`اسم الجهة`}
        ar={v.name_ar}
        en={v.name_en}
        onChange={(c) => set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
        errorAr={form.errors.name_ar}
        errorEn={form.errors.name_en}
        isRequired="ar"
      />
      {afterName}
      <Select
        label={names.kind}
        value={v.kind}
        options={KINDS.map((kind) => ({ id: kind, label: i18n._(kindWords[kind]) }))}
        onChange={(kind) => set({ kind })}
        error={form.errors.kind}
        isRequired
      />
      <TextField label={names.city} value={v.city} onChange={(city) => set({ city })} error={form.errors.city} />
      <ComboBox
        label={names.country}
        value={v.country}
        options={options}
        onChange={(country) => set({ country: country ?? 'SA' })}
        error={form.errors.country}
      />
      <TextField
        label={names.website}
        type="url"
        value={v.website}
        onChange={(website) => set({ website })}
        error={form.errors.website}
        placeholder="https://example.gov.sa"
      />
    </>
  );
}
