// The link from the registration mail: what was written is shown, and who holds the mailbox chooses the
// password. Nothing happens before that, so mail scanners confirm nothing, and nobody confirms a
// registration that somebody else began without seeing what it says.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { asProblem } from '../../../shared/api/problem';
import type { components } from '../../../shared/api/schema';
import { startSession } from '../../../shared/api/session';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice, ProblemNotice } from '../../../shared/ui/Notice';
import { Skeleton } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { FrontForm, FrontPage, useFragmentToken } from './FrontForm';
import { NewPasswordField, useNewPasswordCheck } from './NewPasswordField';

type Look = components['schemas']['LookedAtRegistration'];

function Again() {
  const { t } = useLingui();
  const [sent, setSent] = useState(false);
  const form = useForm({
    initial: { email: '' },
    check: ({ email }) => (email.trim() ? {} : { email: t`اكتب بريدك الإلكتروني.` }),
    save: ({ email }) => api.POST('/api/v1/confirm-email/resend', { body: { email: email.trim() } }),
    onSaved: () => setSent(true),
  });
  if (sent) return <Notice tone="success">{t`تصلك رسالة خلال دقائق بما عليك فعله.`}</Notice>;
  return (
    <FrontForm
      form={form}
      label={t({ message: 'إعادة إرسال رابط التأكيد', context: 'title' })}
      action={t`أرسل رابطًا جديدًا`}
    >
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

function Choose({ token, look }: { token: string; look: Look }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const check = useNewPasswordCheck();
  const form = useForm({
    initial: { password: '' },
    check,
    save: ({ password }) => must(api.POST('/api/v1/confirm-email', { body: { token, password } })),
    onSaved: ({ access_token }) => {
      startSession(access_token);
      void navigate({ to: '/', replace: true });
    },
  });
  const agency = format.pick(look.organisation_ar, look.organisation_en);
  return (
    <>
      <DescriptionList
        items={[
          { label: t`الاسم`, value: <bdi>{format.name(look)}</bdi> },
          ...(agency ? [{ label: look.joins ? t`تطلب الانضمام إلى` : t`الجهة`, value: <bdi>{agency}</bdi> }] : []),
        ]}
      />
      <FrontForm form={form} label={t`اختر كلمة المرور`} action={t`أكمل التسجيل`}>
        {/* Read only, and a field: password managers keep the address with the password. */}
        <TextField label={t`البريد الإلكتروني`} type="email" autoComplete="username" value={look.email} isReadOnly />
        <NewPasswordField {...form.field('password')} label={t`كلمة المرور`} />
      </FrontForm>
      <p className="tk-small tk-soft">{t`إن لم تسجّل أنت فأغلق هذه الصفحة: لا يُنشأ حساب.`}</p>
    </>
  );
}

export function ConfirmPage() {
  const { t } = useLingui();
  const token = useFragmentToken();
  const look = useQuery({
    queryKey: ['/api/v1/registrations/look', token],
    queryFn: () => must(api.POST('/api/v1/registrations/look', { body: { token } })),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (look.data)
    return (
      <FrontPage title={t`اختر كلمة المرور`} lead={t`خطوة واحدة ويكتمل تسجيلك.`}>
        <Choose key={token} token={token} look={look.data} />
      </FrontPage>
    );
  return (
    <FrontPage title={t`تأكيد البريد الإلكتروني`}>
      {look.isLoading ? <Skeleton /> : null}
      <ProblemNotice error={look.error} />
      {look.error && asProblem(look.error).code === 'link_invalid' ? (
        <Link to="/sign-in" className="tk-small">{t`أكملت تسجيلك من قبل؟ سجّل الدخول`}</Link>
      ) : null}
      {look.isLoading ? null : <Again />}
    </FrontPage>
  );
}
