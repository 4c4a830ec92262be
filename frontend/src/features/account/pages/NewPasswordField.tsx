// A password being chosen: its one rule said before, checked before sending; the server checks more.
import { useLingui } from '@lingui/react/macro';
import { TextField } from '../../../shared/ui/TextField';

const LEAST = 10;

export function useNewPasswordCheck() {
  const { t } = useLingui();
  return ({ password }: { password: string }) =>
    password.length >= LEAST ? {} : { password: t`اختر كلمة مرور من 10 أحرف على الأقل.` };
}

export function NewPasswordField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  const { t } = useLingui();
  return (
    <TextField
      {...props}
      help={t`10 أحرف على الأقل؛ جملة قصيرة أسهل حفظًا.`}
      type="password"
      name="new-password"
      autoComplete="new-password"
      isRequired
    />
  );
}
