// The link from the registration mail. Confirmed by a press, so that mail scanners confirm nothing.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { useForm } from '../../../shared/forms/useForm';
import { Button } from '../../../shared/ui/Button';
import { Notice, ProblemNotice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { FrontForm, FrontPage, fragmentToken } from './FrontForm';

function Again() {
  const { t } = useLingui();
  const [sent, setSent] = useState(false);
  const form = useForm({
    initial: { email: '' },
    check: ({ email }) => (email.trim() ? {} : { email: t`اكتب بريدك الإلكتروني.` }),
    save: ({ email }) => api.POST('/api/v1/confirm-email/resend', { body: { email: email.trim() } }),
    onSaved: () => setSent(true),
  });
  if (sent) return <Notice tone="success">{t`إن كان لهذا البريد تسجيل ينتظر فستصلك رسالة خلال دقائق.`}</Notice>;
  return (
    <FrontForm form={form} label={t`إعادة إرسال رابط التأكيد`} action={t`أرسل رابطًا جديدًا`}>
      <TextField
        {...form.field('email')}
        label={t`البريد الإلكتروني`}
        type="email"
        autoComplete="username"
        isRequired
      />
    </FrontForm>
  );
}

export function ConfirmPage() {
  const { t } = useLingui();
  const [token] = useState(fragmentToken);
  const confirm = useMutation({ mutationFn: () => must(api.POST('/api/v1/confirm-email', { body: { token } })) });
  if (confirm.data)
    return (
      <FrontPage title={t`اكتمل تسجيلك`}>
        <Notice tone="success">
          <Trans>
            أُكّد بريدك <bdi dir="ltr">{confirm.data.email}</bdi>. ادخل لتبدأ.
          </Trans>
        </Notice>
        <Link to="/sign-in">{t`تسجيل الدخول`}</Link>
      </FrontPage>
    );
  return (
    <FrontPage title={t`تأكيد البريد الإلكتروني`} lead={token ? t`خطوة واحدة ويكتمل تسجيلك.` : undefined}>
      <ProblemNotice error={confirm.error} />
      {token && !confirm.error ? (
        <Button kind="primary" size="large" wide busy={confirm.isPending} onPress={() => confirm.mutate()}>
          {t`أكّد بريدي`}
        </Button>
      ) : (
        <Again />
      )}
    </FrontPage>
  );
}
