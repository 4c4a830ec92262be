// Public registration, of an agency's person or of an individual. The agency's like-named ones are offered first.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { useForm } from '../../../shared/forms/useForm';
import { useReader } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Notice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { AgencyPart } from './AgencyPart';
import { DemoMailbox } from './DemoMailbox';
import { FrontForm, FrontPage } from './FrontForm';

const blank = {
  kind: 'agency' as 'agency' | 'individual',
  /** an agency that is known already, or null for a new one */
  join: null as string | null,
  agency_ar: '',
  agency_en: '',
  city: '',
  name_ar: '',
  name_en: '',
  email: '',
};
export type Registration = typeof blank;

async function send(v: Registration, language: 'ar' | 'en'): Promise<void> {
  const person = { name_ar: v.name_ar, name_en: v.name_en, email: v.email.trim(), language };
  if (v.kind === 'individual') await api.POST('/api/v1/registrations/individual', { body: person });
  else {
    const organisation = v.join ? null : { name_ar: v.agency_ar, name_en: v.agency_en, city: v.city };
    await api.POST('/api/v1/registrations/agency', { body: { ...person, join: v.join, organisation } });
  }
}

export function RegisterPage() {
  const { t } = useLingui();
  const { language } = useReader();
  const [sentTo, setSentTo] = useState('');
  const form = useForm<Registration, void>({
    initial: blank,
    check: (v) => ({
      ...(v.kind === 'agency' && !v.join && !v.agency_ar.trim() ? { agency_ar: t`اكتب اسم الجهة.` } : {}),
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسمك.` }),
      ...(v.email.trim() ? {} : { email: t`اكتب بريدك الإلكتروني.` }),
    }),
    save: (v) => send(v, language),
    onSaved: (_, v) => setSentTo(v.email.trim()),
  });
  if (sentTo)
    return (
      <FrontPage title={t`راجع بريدك`}>
        <Notice tone="success">
          <Trans>
            تصلك رسالة على <bdi dir="ltr">{sentTo}</bdi>. افتح رابطها لتختار كلمة المرور ويكتمل تسجيلك.
          </Trans>
        </Notice>
        <DemoMailbox to={sentTo} />
        <Link to="/confirm" className="tk-small">{t`لم تصلني رسالة`}</Link>
      </FrontPage>
    );
  return (
    <FrontPage title={t`تسجيل جديد`} lead={t`للجهات وللأفراد المشاركين. المحكّمون يدخلون بدعوة.`}>
      <FrontForm form={form} label={t`تسجيل جديد`} action={t`سجّل`}>
        <RadioGroup
          label={t`أسجّل بصفتي`}
          layout="row"
          value={form.values.kind}
          onChange={(kind) => form.set({ kind })}
          options={[
            { id: 'agency', label: t`ممثل جهة` },
            { id: 'individual', label: t`فردًا` },
          ]}
        />
        {form.values.kind === 'agency' ? <AgencyPart form={form} /> : null}
        <BilingualField
          label={t`الاسم`}
          ar={form.values.name_ar}
          en={form.values.name_en}
          onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
          errorAr={form.errors.name_ar}
          errorEn={form.errors.name_en}
          isRequired="ar"
        />
        <TextField
          {...form.field('email')}
          label={t`البريد الإلكتروني`}
          help={form.values.kind === 'agency' ? t`بريد العمل أسرع قبولًا من غيره.` : undefined}
          type="email"
          autoComplete="username"
          isRequired
        />
      </FrontForm>
      <p className="tk-small">
        <Trans>
          لديك حساب؟ <Link to="/sign-in">سجّل الدخول</Link>
        </Trans>
      </p>
    </FrontPage>
  );
}
