// One's own account: name, language, digits, password, open sessions.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { queryClient, refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { setReader } from '../../../shared/i18n/i18n';
import { type Me, meOptions, useMe } from '../../../shared/me';
import { Badge } from '../../../shared/ui/Badge';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { FormActions } from '../../../shared/ui/Layout';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';

function Profile() {
  const { t } = useLingui();
  const me = useMe();
  const form = useForm({
    initial: { name_ar: me.name_ar, name_en: me.name_en, title: me.title, language: me.language, digits: me.digits },
    save: (body) => must(api.PATCH('/api/v1/account', { body })),
    onSaved: (saved) => {
      queryClient.setQueryData<Me>(meOptions.queryKey, (before) => (before ? { ...before, ...saved } : before));
      void setReader({ language: saved.language, digits: saved.digits }).then(() => {
        notify(t`حُفظت التغييرات.`);
        void queryClient.invalidateQueries(); // the server words some of what is shown
      });
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
          <TextField
            {...form.field('title')}
            label={t`اللقب`}
            help={t`يسبق الاسم في المحاضر والشهادات، مثل: د. أو م.`}
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
    save: (body) => api.POST('/api/v1/account/password', { body }),
    onSaved: () => {
      form.reset();
      notify(t`غُيّرت كلمة المرور وانتهت جلساتك الأخرى.`);
      void refreshPaths('/api/v1/account/sessions');
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

/** «Firefox, Linux» from a user agent; names stay as their makers write them. */
function deviceOf(agent: string): string {
  const browser = /(Edg|OPR|Firefox|HeadlessChrome|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Windows|iPhone|iPad|Android|Mac OS X|CrOS|Linux)/.exec(agent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', HeadlessChrome: 'Chrome', 'Mac OS X': 'macOS' };
  return [browser, system]
    .map((part) => (part ? (names[part] ?? part) : ''))
    .filter(Boolean)
    .join(', ');
}

function Sessions() {
  const { t } = useLingui();
  const sessions = useGet('/api/v1/account/sessions');
  const end = useMutation({
    mutationFn: (session_id: string) =>
      api.DELETE('/api/v1/account/sessions/{session_id}', { params: { path: { session_id } } }),
    onSuccess: () => refreshPaths('/api/v1/account/sessions'),
    onError: notifyProblem,
  });
  return (
    <Card title={t`الجلسات المفتوحة`}>
      <Read of={sessions} lines={3}>
        {(data) => (
          <ul className="tk-stack tk-plain-list">
            {data.items.map((row) => (
              <li key={row.id} className="tk-row tk-spread">
                <div>
                  <p>
                    <bdi>{deviceOf(row.user_agent) || t`متصفح غير معروف`}</bdi>{' '}
                    {row.is_current ? <Badge tone="success">{t`هذه الجلسة`}</Badge> : null}
                  </p>
                  <p className="tk-row tk-gap-2 tk-small tk-soft">
                    <When at={row.last_used_at} show="short" />
                    <code>{row.address}</code>
                  </p>
                </div>
                {row.is_current ? null : (
                  <Button kind="danger-quiet" onPress={() => end.mutate(row.id)}>
                    {t`أنهِ الجلسة`}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Read>
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
