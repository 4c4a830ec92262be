// An empty installation: the first administrator, proved by the code that the server printed.
import { useLingui } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, must } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import { startSession } from '../../../shared/api/session';
import { useForm } from '../../../shared/forms/useForm';
import { useReader } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Checkbox } from '../../../shared/ui/Choice';
import { Notice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { FrontForm, FrontPage } from './FrontForm';
import { NewPasswordField, useNewPasswordCheck } from './NewPasswordField';

export function FirstRunPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { language } = useReader();
  const checkPassword = useNewPasswordCheck();
  const { data: first } = useGet('/api/v1/first-run');
  const form = useForm({
    initial: { code: '', name_ar: '', name_en: '', email: '', password: '', organises: false },
    check: (v) => ({
      ...(v.code.trim() ? {} : { code: t`اكتب رمز التشغيل.` }),
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب اسمك.` }),
      ...(v.email.trim() ? {} : { email: t`اكتب بريدك الإلكتروني.` }),
      ...checkPassword(v),
    }),
    save: (v) =>
      must(api.POST('/api/v1/first-run', { body: { ...v, language, code: v.code.trim(), email: v.email.trim() } })),
    onSaved: ({ access_token }) => {
      startSession(access_token);
      void navigate({ to: '/', replace: true });
    },
  });
  if (first && !first.needed)
    return (
      <FrontPage title={t`أول تشغيل`}>
        <Notice tone="info" title={t`هذا النظام مهيّأ وله مدير`}>
          <Link to="/sign-in">{t`سجّل الدخول`}</Link>
        </Notice>
      </FrontPage>
    );
  return (
    <FrontPage title={t`أول تشغيل`} lead={t`أنشئ حساب مدير النظام. رمز التشغيل طبعه الخادم في سجلّه عند البدء.`}>
      <FrontForm form={form} label={t`أول تشغيل`} action={t`أنشئ الحساب`}>
        <TextField {...form.field('code')} label={t`رمز التشغيل`} dir="ltr" autoComplete="off" isRequired />
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
        <NewPasswordField {...form.field('password')} label={t`كلمة المرور`} />
        <Checkbox
          isSelected={form.values.organises}
          onChange={(organises) => form.set({ organises })}
          help={t`تُعدّ الدورات وتدير فرزها وتحكيمها. وإن لم تختره عيّنت لها منظّمين من صفحة الأدوار ولم ترَ الدرجات. يُحفظ اختيارك في السجل.`}
        >
          {t`أنظّم الدورات أيضًا`}
        </Checkbox>
      </FrontForm>
    </FrontPage>
  );
}
