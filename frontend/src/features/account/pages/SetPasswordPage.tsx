// Choosing a new password with the link from the mail.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { startSession } from '../../../shared/api/session';
import { useForm } from '../../../shared/forms/useForm';
import { TextField } from '../../../shared/ui/TextField';
import { FrontForm, FrontPage, fragmentToken } from './FrontForm';

export function SetPasswordPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [token] = useState(fragmentToken);
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => (password.length >= 10 ? {} : { password: t`اختر كلمة مرور من 10 أحرف على الأقل.` }),
    save: ({ password }) => must(api.POST('/api/v1/password-resets/set', { body: { token, password } })),
    onSaved: ({ access_token }) => {
      startSession(access_token);
      void navigate({ to: '/', replace: true });
    },
  });
  return (
    <FrontPage title={t`كلمة مرور جديدة`} lead={t`ستنتهي جلساتك الأخرى كلها.`}>
      <FrontForm form={form} label={t`كلمة مرور جديدة`} action={t`احفظ وادخل`}>
        <TextField
          {...form.field('password')}
          label={t`كلمة المرور الجديدة`}
          help={t`10 أحرف على الأقل؛ جملة قصيرة أسهل حفظًا.`}
          type="password"
          autoComplete="new-password"
          isRequired
        />
      </FrontForm>
    </FrontPage>
  );
}
