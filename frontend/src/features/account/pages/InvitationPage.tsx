// Accepting an invitation: what it is for, then a name and, for a new person, a password.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, must } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { startSession } from '../../../shared/api/session';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { roleWords } from '../../../shared/router/roleWords';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Read, Titled } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { FrontForm, FrontPage, useFragmentToken } from './FrontForm';
import { NewPasswordField } from './NewPasswordField';

type Look = components['schemas']['LookedAtInvitation'];

function Accept({ token, look }: { token: string; look: Look }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const judges = look.role === 'juror';
  const form = useForm({
    initial: { name_ar: look.name_ar, name_en: look.name_en, password: '' },
    check: (v) =>
      look.needs_password
        ? {
            ...(v.name_ar.trim() || v.name_en.trim() ? {} : { name_ar: t`اكتب اسمك.` }),
            ...(v.password.length >= 10 ? {} : { password: t`اختر كلمة مرور من 10 أحرف على الأقل.` }),
          }
        : {},
    save: (v) =>
      must(
        api.POST('/api/v1/invitations/accept', {
          body: { token, ...v, password: look.needs_password ? v.password : null },
        }),
      ),
    onSaved: async ({ access_token, edition_id }) => {
      if (!access_token) return void navigate({ to: '/sign-in', replace: true });
      startSession(access_token);
      // A juror's answer is given where the invitation to the jury stands.
      const juries = judges ? await must(api.GET('/api/v1/jury')).catch(() => null) : null;
      const jury = juries?.items.find((one) => one.edition_id === edition_id);
      if (jury) void navigate({ to: '/jury/$jurorId', params: { jurorId: jury.id }, replace: true });
      else void navigate({ to: '/', replace: true });
    },
  });
  return (
    <>
      <DescriptionList
        items={[
          { label: t`الدور`, value: i18n._(roleWords[look.role]) },
          { label: t`في`, value: format.pick(look.scope_name_ar, look.scope_name_en) || t`النظام كله` },
          { label: t`البريد الإلكتروني`, value: <bdi dir="ltr">{look.email}</bdi> },
          { label: t`صالحة حتى`, value: <When at={look.expires_at} show="short" /> },
        ]}
      />
      {judges ? <p>{t`بعد الحساب يأتي جوابك: تراجع التعارضات والإقرار، ثم تقبل أو تعتذر.`}</p> : null}
      <FrontForm
        form={form}
        label={t`قبول الدعوة`}
        action={!judges ? t`اقبل الدعوة` : look.needs_password ? t`أنشئ الحساب` : t`تسجيل الدخول`}
      >
        {look.needs_password ? (
          <>
            <BilingualField
              label={t`الاسم`}
              ar={form.values.name_ar}
              en={form.values.name_en}
              onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
              errorAr={form.errors.name_ar}
              errorEn={form.errors.name_en}
            />
            <NewPasswordField {...form.field('password')} label={t`كلمة المرور`} />
          </>
        ) : null}
      </FrontForm>
    </>
  );
}

export function InvitationPage() {
  const { t } = useLingui();
  const token = useFragmentToken();
  const look = useQuery({
    queryKey: ['/api/v1/invitations/look', token],
    queryFn: () => must(api.POST('/api/v1/invitations/look', { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <FrontPage title={t`دعوة للمشاركة في العمل`}>
      <Titled value={true}>
        <Read of={look}>{(data) => <Accept key={token} token={token} look={data} />}</Read>
      </Titled>
    </FrontPage>
  );
}
