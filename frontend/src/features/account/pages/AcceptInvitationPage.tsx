// Accepting an invitation: the name and a password; the role came with the invitation.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { startSession } from '../../../shared/api/session';
import { useForm } from '../../../shared/forms/useForm';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { TextField } from '../../../shared/ui/TextField';
import { FrontForm, FrontPage, fragmentToken } from './FrontForm';

export function AcceptInvitationPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [token] = useState(fragmentToken);
  const form = useForm({
    initial: { name_ar: '', name_en: '', password: '' },
    check: (v) => ({
      ...(v.name_ar.trim() || v.name_en.trim() ? {} : { name_ar: t`اكتب اسمك.` }),
      ...(v.password.length >= 10 ? {} : { password: t`اختر كلمة مرور من 10 أحرف على الأقل.` }),
    }),
    save: (v) => must(api.POST('/api/v1/invitations/accept', { body: { token, ...v } })),
    onSaved: ({ access_token }) => {
      startSession(access_token);
      void navigate({ to: '/', replace: true });
    },
  });
  return (
    <FrontPage title={t`قبول الدعوة`} lead={t`أهلًا بك. اكتب اسمك كما تحب أن يظهر واختر كلمة مرور.`}>
      <FrontForm form={form} label={t`قبول الدعوة`} action={t`اقبل وادخل`}>
        <BilingualField
          label={t`الاسم`}
          ar={form.values.name_ar}
          en={form.values.name_en}
          onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
          errorAr={form.errors.name_ar}
          errorEn={form.errors.name_en}
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
    </FrontPage>
  );
}
