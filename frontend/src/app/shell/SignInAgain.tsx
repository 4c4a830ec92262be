// The session ended under someone's hands: sign in here, and the page with all that was typed is still there.
import { Trans, useLingui } from '@lingui/react/macro';
import { api, must } from '../../shared/api/client';
import { queryClient } from '../../shared/api/query';
import { endSession, startSession } from '../../shared/api/session';
import { FormFrame } from '../../shared/forms/FormFrame';
import { useForm } from '../../shared/forms/useForm';
import { Button } from '../../shared/ui/Button';
import { Dialog } from '../../shared/ui/Dialog';
import { TextField } from '../../shared/ui/TextField';
import { SignOut } from './SignOut';
import { useSignOut } from './useSignOut';

export function SignInAgain({ email }: { email: string }) {
  const { t } = useLingui();
  const { unsent, ask, stay, leave } = useSignOut(endSession);
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => (password ? {} : { password: t`اكتب كلمة المرور.` }),
    save: ({ password }) => must(api.POST('/api/v1/sign-in', { body: { email, password } })),
    onSaved: ({ access_token }) => {
      startSession(access_token);
      void queryClient.invalidateQueries();
    },
  });
  if (unsent > 0) return <SignOut unsent={unsent} onClose={stay} onSignOut={leave} />;
  return (
    <Dialog role="alertdialog" size="small" title={t`انتهت جلستك`} isOpen onClose={() => undefined}>
      <FormFrame form={form} label={t`تسجيل الدخول`} guard={false}>
        <p className="tk-soft">
          <Trans>اكتب كلمة المرور لتكمل من حيث توقفت. ما كتبته باقٍ في الصفحة.</Trans>
        </p>
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <TextField
          {...form.field('password')}
          label={t`كلمة المرور`}
          type="password"
          name="password"
          autoComplete="current-password"
          autoFocus
          isRequired
        />
        <div className="tk-row">
          <Button type="submit" kind="primary" busy={form.saving}>
            {t`أكمل العمل`}
          </Button>
          <Button onPress={() => void ask()}>{t`تسجيل الخروج`}</Button>
        </div>
      </FormFrame>
    </Dialog>
  );
}
