// Asking for a reset link. The answer is the same whether the address is known or not.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { useForm } from '../../../shared/forms/useForm';
import { Notice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { FrontForm, FrontPage } from './FrontForm';

export function RequestResetPage() {
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
        <Notice tone="success" title={t`راجع بريدك`}>
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
