// Accepting an invitation to work on one entry: who invites, to what, and for a new person a name and a password.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { sessionState, startSession } from '../../../shared/api/session';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Read, Titled } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';
import { rightWords } from '../members/rights';
import '../problems';

type Look = components['schemas']['LookedAtCollaboration'];

function Accept({ token, look }: { token: string; look: Look }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
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
        api.POST('/api/v1/collaborations/accept', {
          body: { token, ...v, password: look.needs_password ? v.password : null },
        }),
      ),
    onSaved: ({ access_token, entry_id }) => {
      if (access_token) startSession(access_token);
      const inside = access_token !== null || sessionState() === 'in';
      void (inside
        ? navigate({ to: '/entrant/entries/$entryId', params: { entryId: entry_id }, replace: true })
        : navigate({ to: '/sign-in', replace: true }));
    },
  });
  const number = format.number(look.number, { useGrouping: false });
  return (
    <>
      <DescriptionList
        items={[
          { label: t`المشاركة`, value: <bdi>{format.pick(look.title_ar, look.title_en)}</bdi> },
          { label: t`الرقم`, value: number },
          { label: t`باسم`, value: <bdi>{format.pick(look.entrant_ar, look.entrant_en)}</bdi> },
          { label: t`في`, value: <bdi>{format.pick(look.edition_ar, look.edition_en)}</bdi> },
          { label: t`الدعوة من`, value: <bdi>{format.pick(look.by_ar, look.by_en) || '—'}</bdi> },
          { label: t`صلاحيتك`, value: i18n._(rightWords[look.right]) },
          { label: t`البريد الإلكتروني`, value: <bdi dir="ltr">{look.email}</bdi> },
          { label: t`صالحة حتى`, value: <When at={look.expires_at} show="short" /> },
        ]}
      />
      <FormFrame form={form} label={t`قبول الدعوة`} guard={false}>
        {look.needs_password ? (
          <div className="tk-fields">
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
              help={t`عشرة أحرف على الأقل. جملة تتذكرها خير من رموز تنساها.`}
              type="password"
              autoComplete="new-password"
              isRequired
            />
          </div>
        ) : null}
        <Button type="submit" kind="primary" size="large" wide busy={form.saving}>
          {t`اقبل الدعوة`}
        </Button>
      </FormFrame>
    </>
  );
}

export function CollaboratePage() {
  const { t } = useLingui();
  const product = t`تحكيم`;
  const title = t`دعوة إلى العمل في مشاركة`;
  const [token] = useState(() => location.hash.slice(1));
  const look = useQuery({
    queryKey: ['/api/v1/collaborations/look', token],
    queryFn: () => must(api.POST('/api/v1/collaborations/look', { body: { token } })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="tk-stack tk-gap-6">
      <title>{`${title} — ${product}`}</title>
      <h1 className="tk-h1" tabIndex={-1} data-page-title>
        {title}
      </h1>
      <Titled value={true}>
        <Read of={look}>{(data) => <Accept token={token} look={data} />}</Read>
      </Titled>
    </div>
  );
}
