// Asking for a reset link, and choosing a new password with it.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { useForm } from '../../../shared/forms/useForm';
import { Notice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { DemoMailbox } from './DemoMailbox';
import { FrontForm, FrontPage, useFragmentToken } from './FrontForm';
import { NewPasswordField, useNewPasswordCheck } from './NewPasswordField';

function Ask() {
  const { t } = useLingui();
  const [sent, setSent] = useState(false);
  const form = useForm({
    initial: { email: '' },
    check: ({ email }) => (email.trim() ? {} : { email: t`اكتب بريدك الإلكتروني.` }),
    save: ({ email }) => api.POST('/api/v1/password-resets', { body: { email: email.trim() } }),
    onSaved: () => setSent(true),
  });
  return (
    <FrontPage title={t`استعادة كلمة المرور`} lead={t`نرسل إليك رابطًا تختار به كلمة مرور جديدة.`}>
      {sent ? (
        // The same words whether the address is known or not.
        <Notice tone="success" title={t`راجع بريدك`} action={<DemoMailbox to={form.values.email.trim()} />}>
          {t`إن كان لهذا البريد حساب فستصلك رسالة خلال دقائق.`}
        </Notice>
      ) : (
        <FrontForm form={form} label={t`استعادة كلمة المرور`} action={t`أرسل الرابط`}>
          <TextField
            {...form.field('email')}
            label={t`البريد الإلكتروني`}
            type="email"
            autoComplete="username"
            isRequired
          />
        </FrontForm>
      )}
      <Link to="/sign-in" className="tk-small">{t`العودة إلى تسجيل الدخول`}</Link>
    </FrontPage>
  );
}

function Choose({ token }: { token: string }) {
  const { t } = useLingui();
  const [email, setEmail] = useState('');
  const check = useNewPasswordCheck();
  const form = useForm({
    initial: { password: '' },
    check,
    save: ({ password }) => api.POST('/api/v1/password-resets/confirm', { body: { token, password } }),
    onSaved: ({ data }) => setEmail(data?.email ?? ' '),
  });
  if (email)
    return (
      <FrontPage title={t`غُيّرت كلمة المرور`}>
        <Notice tone="success">{t`يمكنك الآن الدخول بكلمة المرور الجديدة.`}</Notice>
        <Link to="/sign-in">{t`تسجيل الدخول`}</Link>
      </FrontPage>
    );
  return (
    <FrontPage title={t`كلمة مرور جديدة`} lead={t`ستنتهي جلساتك الأخرى كلها.`}>
      <FrontForm form={form} label={t`كلمة مرور جديدة`} action={t`احفظ كلمة المرور`}>
        <NewPasswordField {...form.field('password')} label={t`كلمة المرور الجديدة`} />
      </FrontForm>
      <Link to="/reset-password" className="tk-small">{t`اطلب رابطًا جديدًا`}</Link>
    </FrontPage>
  );
}

export function ResetPasswordPage() {
  const token = useFragmentToken();
  return token ? <Choose key={token} token={token} /> : <Ask />;
}
