// Public registration, of an agency's first person or of an individual.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { useForm } from '../../../shared/forms/useForm';
import { useReader } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Notice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { FrontForm, FrontPage } from './FrontForm';

export function RegisterPage() {
  const { t } = useLingui();
  const { language } = useReader();
  const [sentTo, setSentTo] = useState('');
  const form = useForm({
    initial: {
      name_ar: '',
      name_en: '',
      email: '',
      password: '',
    },
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسمك.` }),
      ...(v.email.trim() ? {} : { email: t`اكتب بريدك الإلكتروني.` }),
      ...(v.password.length >= 10 ? {} : { password: t`اختر كلمة مرور من 10 أحرف على الأقل.` }),
    }),
    save: (v) => api.POST('/api/v1/registrations/individual', { body: { ...v, email: v.email.trim(), language } }),
    onSaved: (_, v) => setSentTo(v.email.trim()),
  });
  if (sentTo)
    return (
      <FrontPage title={t`راجع بريدك`}>
        <Notice tone="success">
          <Trans>
            أرسلنا رابط التأكيد إلى <bdi dir="ltr">{sentTo}</bdi>. افتحه ليكتمل تسجيلك.
          </Trans>
        </Notice>
      </FrontPage>
    );
  return (
    <FrontPage title={t`تسجيل جديد`} lead={t`للجهات وللأفراد المشاركين. المحكّمون يدخلون بدعوة.`}>
      <FrontForm form={form} label={t`تسجيل جديد`} action={t`سجّل`}>
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
          type="email"
          autoComplete="username"
          isRequired
        />
        <TextField
          {...form.field('password')}
          label={t`كلمة المرور`}
          help={t`10 أحرف على الأقل؛ جملة قصيرة أسهل حفظًا.`}
          type="password"
          autoComplete="new-password"
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
