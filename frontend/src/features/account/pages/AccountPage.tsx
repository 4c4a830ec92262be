// One's own account: name, language, digits, password, open sessions.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, ifMatch, must } from '../../../shared/api/client';
import { queryClient, refreshPaths } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { setReader } from '../../../shared/i18n/i18n';
import { meOptions, useMe } from '../../../shared/me';
import { Badge } from '../../../shared/ui/Badge';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { FormActions } from '../../../shared/ui/Layout';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';

function Profile() {
  const { t } = useLingui();
  const me = useMe();
  const form = useForm({
    initial: { name_ar: me.name_ar, name_en: me.name_en, language: me.language, digits: me.digits },
    save: (body) =>
      must(api.PUT('/api/v1/me', { body, params: { header: { 'If-Match': ifMatch(me.version)['If-Match'] } } })),
    onSaved: (saved) => {
      queryClient.setQueryData(meOptions.queryKey, saved);
      void setReader({ language: saved.language, digits: saved.digits }).then(() => notify(t`حُفظت التغييرات.`));
    },
  });
  return (
    <Card title={t`البيانات واللغة`}>
      <FormFrame form={form} label={t`البيانات واللغة`}>
        <div className="tk-fields">
          <TextField label={t`البريد الإلكتروني`} type="email" value={me.email} isReadOnly />
          <BilingualField
            label={t`الاسم`}
            ar={form.values.name_ar}
            en={form.values.name_en}
            onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
            isRequired="ar"
          />
          <RadioGroup
            {...form.field('language')}
            label={t`اللغة`}
            layout="row"
            options={[
              { id: 'ar', label: 'العربية' },
              { id: 'en', label: 'English' },
            ]}
          />
          <RadioGroup
            {...form.field('digits')}
            label={t`الأرقام في النصوص العربية`}
            layout="row"
            options={[
              { id: 'latn', label: '0123456789' },
              { id: 'arab', label: '٠١٢٣٤٥٦٧٨٩' },
            ]}
          />
        </div>
        <FormActions>
          <Button type="submit" kind="primary" busy={form.saving} isDisabled={!form.dirty}>
            {t`احفظ`}
          </Button>
        </FormActions>
      </FormFrame>
    </Card>
  );
}

function Password() {
  const { t } = useLingui();
  const form = useForm({
    initial: { current: '', new: '' },
    check: (v) => ({
      ...(v.current ? {} : { current: t`اكتب كلمة المرور الحالية.` }),
      ...(v.new.length >= 10 ? {} : { new: t`اختر كلمة مرور من 10 أحرف على الأقل.` }),
    }),
    save: (body) => api.PUT('/api/v1/me/password', { body }),
    onSaved: () => {
      form.reset();
      notify(t`غُيّرت كلمة المرور وانتهت جلساتك الأخرى.`);
      void refreshPaths('/api/v1/me/sessions');
    },
  });
  return (
    <Card title={t`كلمة المرور`}>
      <FormFrame form={form} label={t`كلمة المرور`}>
        <div className="tk-fields">
          <TextField
            {...form.field('current')}
            label={t`الحالية`}
            type="password"
            autoComplete="current-password"
            isRequired
          />
          <TextField {...form.field('new')} label={t`الجديدة`} type="password" autoComplete="new-password" isRequired />
        </div>
        <FormActions note={t`تنتهي بذلك جلساتك على الأجهزة الأخرى.`}>
          <Button type="submit" kind="primary" busy={form.saving}>
            {t`غيّر كلمة المرور`}
          </Button>
        </FormActions>
      </FormFrame>
    </Card>
  );
}

function Sessions() {
  const { t } = useLingui();
  const end = useMutation({
    mutationFn: (session_id: string) =>
      api.DELETE('/api/v1/me/sessions/{session_id}', { params: { path: { session_id } } }),
    onSuccess: () => refreshPaths('/api/v1/me/sessions'),
    onError: notifyProblem,
  });
  return (
    <Card title={t`الجلسات المفتوحة`}>
      <DataList
        source="/api/v1/me/sessions"
        label={t`الجلسات المفتوحة`}
        searchable={false}
        csv={false}
        columns={[
          {
            id: 'user_agent',
            header: t`المتصفح`,
            primary: true,
            cell: (row) => <bdi>{row.user_agent.slice(0, 60)}</bdi>,
          },
          { id: 'address', header: t`العنوان`, cell: (row) => <code>{row.address}</code> },
          { id: 'last_used_at', header: t`آخر استخدام`, cell: (row) => <When at={row.last_used_at} show="short" /> },
          {
            id: 'current',
            header: t`هذه`,
            cell: (row) => (row.current ? <Badge tone="success">{t`الحالية`}</Badge> : null),
          },
        ]}
        rowName={(row) => row.user_agent}
        rowActions={(row) =>
          row.current ? [] : [{ id: 'end', label: t`أنهِ الجلسة`, icon: 'sign-out', onAction: () => end.mutate(row.id) }]
        }
      />
    </Card>
  );
}

export function AccountPage() {
  const { t } = useLingui();
  return (
    <Page title={t`حسابي`} width="narrow">
      <Profile />
      <Password />
      <Sessions />
    </Page>
  );
}
