// Signing in, by e-mail and password.
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, must } from '../../../shared/api/client';
import { Problem } from '../../../shared/api/problem';
import { refresh, startSession } from '../../../shared/api/session';
import { useForm } from '../../../shared/forms/useForm';
import { Notice } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { DemoMailbox } from './DemoMailbox';
import { FrontForm, FrontPage } from './FrontForm';

/** Only a path of this application is a place to go on to. */
export function safeNext(next: string | undefined): string | null {
  return next && /^\/(?![/\\])/.test(next) ? next : null;
}

export function SignInPage() {
  const { t } = useLingui();
  const { next } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data: first } = useQuery({
    queryKey: ['/api/v1/first-run', null, null],
    queryFn: () => must(api.GET('/api/v1/first-run')),
    retry: false,
  });
  const form = useForm({
    initial: { email: '', password: '' },
    check: (values) => ({
      ...(values.email.trim() ? {} : { email: t`اكتب بريدك الإلكتروني.` }),
      ...(values.password ? {} : { password: t`اكتب كلمة المرور.` }),
    }),
    save: async (values) => {
      const body = { ...values, email: values.email.trim() };
      const { access_token } = await must(api.POST('/api/v1/sign-in', { body }));
      startSession(access_token);
      // Safari, and any browser on plain http to another machine, drops the session's cookie: say so now,
      // not ten minutes later in the middle of work.
      if (location.protocol === 'http:' && !(await refresh())) throw new Problem(0, 'cookie_missing');
    },
    onSaved: () => {
      const place = safeNext(next);
      void (place ? navigate({ href: place, replace: true }) : navigate({ to: '/', replace: true }));
    },
  });
  return (
    <FrontPage title={t`تسجيل الدخول`} lead={next ? t`سجّل الدخول للمتابعة من حيث توقفت.` : undefined}>
      {first?.needed ? (
        <Notice tone="info" title={t`هذا النظام جديد`}>
          <Link to="/first-run">{t`أنشئ حساب مدير النظام الأول`}</Link>
        </Notice>
      ) : null}
      <FrontForm form={form} label={t`تسجيل الدخول`} action={t`دخول`}>
        <TextField
          {...form.field('email')}
          label={t`البريد الإلكتروني`}
          name="email"
          type="email"
          autoComplete="username"
          isRequired
          autoFocus
        />
        <TextField
          {...form.field('password')}
          label={t`كلمة المرور`}
          name="password"
          type="password"
          autoComplete="current-password"
          isRequired
        />
      </FrontForm>
      <div className="tk-row tk-spread tk-small">
        <Link to="/reset-password">{t`نسيت كلمة المرور؟`}</Link>
        <span>
          <Trans>
            لا حساب لك؟ <Link to="/register">سجّل الآن</Link>
          </Trans>
        </span>
      </div>
      <DemoMailbox />
    </FrontPage>
  );
}
