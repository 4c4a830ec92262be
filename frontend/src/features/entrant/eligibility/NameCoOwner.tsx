// Naming an agency that the entry belongs to as well: a registered one, or one that is reached by an address.
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { getOptions, keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { type Form, useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import type { Entry } from '../model/transport';
import { ELIGIBILITY, type OwnEligibility } from './Eligibility';

interface Values {
  how: 'registered' | 'address';
  organisation_id: string | null;
  name_ar: string;
  name_en: string;
  email: string;
  language: 'ar' | 'en';
}

export function keep(entry: Entry, saved: OwnEligibility): void {
  queryClient.setQueryData(keyOf(ELIGIBILITY, { entry_id: entry.id }, null), saved);
  void refreshPaths('/api/v1/entrant/entries/{entry_id}');
}

function Registered({ entry, form }: { entry: Entry; form: Form<Values> }) {
  const { t } = useLingui();
  const format = useFormat();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState<{ id: string; label: string } | null>(null);
  const found = useQuery({
    ...getOptions('/api/v1/entrant/entries/{entry_id}/co-owners/agencies', {
      path: { entry_id: entry.id },
      query: { q },
    }),
    placeholderData: keepPreviousData,
  });
  const items = (found.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }));
  const options = chosen && !items.some((one) => one.id === chosen.id) ? [chosen, ...items] : items;
  return (
    <>
      <p className="tk-soft">{t`يصل الطلب إلى مديري الجهة في المنصة: يقرؤون عنوان المشاركة ونبذتها، ثم يوافقون أو يعتذرون.`}</p>
      <ComboBox
        label={t`الجهة`}
        options={options}
        value={form.values.organisation_id}
        onSearch={(typed) => setQ(typed === chosen?.label ? '' : typed)}
        onChange={(id) => {
          setChosen(options.find((one) => one.id === id) ?? null);
          form.set({ organisation_id: id });
        }}
        error={form.errors.organisation_id}
        isRequired
      />
    </>
  );
}

function ByAddress({ form }: { form: Form<Values> }) {
  const { t } = useLingui();
  return (
    <>
      <p className="tk-soft">{t`يصل إلى مدير الجهة رابط يقرأ فيه عنوان المشاركة ونبذتها، ثم يوافق أو يعتذر. يرى فريق الفرز البريد الذي أُجيب منه، فاكتب بريدًا من نطاق الجهة.`}</p>
      <BilingualField
        label={t`اسم الجهة`}
        ar={form.values.name_ar}
        en={form.values.name_en}
        onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
        errorAr={form.errors.name_ar}
        errorEn={form.errors.name_en}
        isRequired="ar"
      />
      <TextField {...form.field('email')} label={t`بريد مدير الجهة`} type="email" autoComplete="off" isRequired />
      <RadioGroup
        {...form.field('language')}
        label={t`لغة الرسالة`}
        layout="row"
        options={[
          { id: 'ar', label: 'العربية' },
          { id: 'en', label: 'English' },
        ]}
      />
    </>
  );
}

export function NameCoOwner({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useLingui();
  const { reader } = useFormat();
  const [id] = useState(newId);
  const path = { entry_id: entry.id, co_owner_id: id };
  const form = useForm<Values, OwnEligibility>({
    initial: {
      how: 'registered',
      organisation_id: null,
      name_ar: '',
      name_en: '',
      email: '',
      language: reader.language,
    },
    check: (v) =>
      v.how === 'registered'
        ? { ...(v.organisation_id ? {} : { organisation_id: t`اختر الجهة.` }) }
        : {
            ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الجهة بالعربية.` }),
            ...(v.email.trim() ? {} : { email: t`اكتب بريد مدير الجهة.` }),
          },
    save: ({ how, organisation_id, email, ...named }) =>
      must(
        how === 'registered'
          ? api.PUT('/api/v1/entrant/entries/{entry_id}/co-owners/{co_owner_id}/agency', {
              params: { path },
              body: { organisation_id: organisation_id ?? '' },
            })
          : api.PUT('/api/v1/entrant/entries/{entry_id}/co-owners/{co_owner_id}', {
              params: { path },
              body: { ...named, email: email.trim() },
            }),
      ),
    onSaved: (saved) => {
      keep(entry, saved);
      notify(t`أُرسل الطلب إلى الجهة الشريكة.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={t`تسمية جهة شريكة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>
            {t`أرسل الطلب`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`تسمية جهة شريكة`}>
        <RadioGroup
          {...form.field('how')}
          label={t`هل الجهة مسجّلة في المنصة؟`}
          layout="row"
          options={[
            { id: 'registered', label: t`نعم، أختارها من القائمة` },
            { id: 'address', label: t`لا، أراسلها بالبريد` },
          ]}
        />
        {form.values.how === 'registered' ? <Registered entry={entry} form={form} /> : <ByAddress form={form} />}
      </ActForm>
    </Dialog>
  );
}
