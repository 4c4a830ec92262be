// Gives a role to a person by their address; one who has no account yet is invited to it in the same dialog.
import { Trans, useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { roleWords } from '../../../shared/router/roleWords';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { TextField } from '../../../shared/ui/TextField';
import { isComplete, type Place, placeFor, type Role, scopesOf } from '../model';
import { roleHelp, scopeWords } from '../words';
import { ScopeField } from './ScopeField';

export interface AddPersonProps {
  isOpen: boolean;
  onClose: () => void;
  roles: readonly Role[];
  /** given where the page is about one scope */
  place?: Place;
  /** what the fields say at first, where the page was asked for it */
  start?: { email: string; role: Role; place: Place };
}

interface Values {
  email: string;
  role: Role;
  place: Place;
  /** the address has no account: this is an invitation */
  inviting: boolean;
  name_ar: string;
  name_en: string;
  language: 'ar' | 'en';
}

function useAdding({ roles, place, start, onClose }: AddPersonProps) {
  const { t } = useLingui();
  const { reader } = useFormat();
  const role = start?.role ?? roles[0] ?? 'organiser';
  return useForm<Values>({
    initial: {
      email: start?.email ?? '',
      role,
      place: place ?? start?.place ?? placeFor(role, { kind: 'edition', id: null }),
      inviting: false,
      name_ar: '',
      name_en: '',
      language: reader.language,
    },
    check: (v) => ({
      ...(v.email.trim() ? {} : { email: t`اكتب البريد الإلكتروني.` }),
      ...(isComplete(v.place) ? {} : { place: t`حدّد ما يُمنح عليه الدور.` }),
    }),
    save: async (v) => {
      const to = { email: v.email.trim(), role: v.role, scope_kind: v.place.kind, scope_id: v.place.id };
      if (v.inviting) {
        const { name_ar, name_en, language } = v;
        const params = { path: { invitation_id: newId() } };
        return must(
          api.PUT('/api/v1/invitations/{invitation_id}', { params, body: { ...to, name_ar, name_en, language } }),
        );
      }
      return must(api.PUT('/api/v1/grants/{grant_id}', { params: { path: { grant_id: newId() } }, body: to }));
    },
    onSaved: (_, v) => {
      notify(v.inviting ? t`أُرسلت الدعوة.` : t`مُنح الدور.`);
      void refreshPaths('/api/v1/grants', '/api/v1/invitations', '/api/v1/me');
      onClose();
    },
  });
}

function Fields({
  form,
  roles,
  place,
}: { form: ReturnType<typeof useAdding> } & Pick<AddPersonProps, 'roles' | 'place'>) {
  const { t, i18n } = useLingui();
  const v = form.values;
  const kinds = scopesOf(v.role);
  return (
    <>
      <TextField
        {...form.field('email')}
        onChange={(email) => form.set({ email, inviting: false })}
        label={t`البريد الإلكتروني`}
        type="email"
        autoComplete="off"
        autoFocus
        isRequired
      />
      <Select
        label={t`الدور`}
        value={v.role}
        options={roles.map((role) => ({ id: role, label: i18n._(roleWords[role]) }))}
        help={roleHelp[v.role] ? i18n._(roleHelp[v.role] ?? roleWords[v.role]) : undefined}
        error={form.errors.role}
        onChange={(role) => form.set({ role, place: place ?? placeFor(role, v.place) })}
        isRequired
      />
      {place ? null : (
        <>
          {kinds.length > 1 ? (
            <Select
              label={t`النطاق`}
              value={v.place.kind}
              options={kinds.map((kind) => ({ id: kind, label: i18n._(scopeWords[kind]) }))}
              error={form.errors.scope_kind}
              onChange={(kind) => form.set({ place: { kind, id: null } })}
              isRequired
            />
          ) : null}
          <ScopeField
            key={v.place.kind}
            kind={v.place.kind}
            value={v.place.id}
            error={form.errors.place ?? form.errors.scope_id}
            onChange={(id) => form.set({ place: { kind: v.place.kind, id } })}
          />
        </>
      )}
      {v.inviting ? (
        <>
          <Notice>
            <Trans>لا حساب بهذا البريد. ستصله دعوة صالحة 72 ساعة، يختار فيها كلمة مرور ويبدأ بدوره.</Trans>
          </Notice>
          <BilingualField
            label={t`الاسم`}
            ar={v.name_ar}
            en={v.name_en}
            onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
            errorAr={form.errors.name_ar}
            errorEn={form.errors.name_en}
          />
          <RadioGroup
            {...form.field('language')}
            label={t`لغة الدعوة`}
            layout="row"
            options={[
              { id: 'ar', label: 'العربية' },
              { id: 'en', label: 'English' },
            ]}
          />
        </>
      ) : null}
    </>
  );
}

function Content(props: AddPersonProps) {
  const { t } = useLingui();
  const form = useAdding(props);
  const unknown = form.problem?.code === 'no_such_user' && !form.values.inviting;
  return (
    <Dialog
      title={t`أضف شخصًا`}
      isOpen
      onClose={props.onClose}
      footer={
        <>
          {unknown ? (
            <Button kind="primary" icon="mail" onPress={() => form.reset({ ...form.values, inviting: true })}>
              {t`ادعُه بدلًا من ذلك`}
            </Button>
          ) : (
            <Button kind="primary" busy={form.saving} onPress={form.submit}>
              {form.values.inviting ? t`أرسل الدعوة` : t`امنح الدور`}
            </Button>
          )}
          <Button onPress={props.onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <FormFrame form={form} label={t`أضف شخصًا`}>
        <div className="tk-fields">
          <Fields form={form} roles={props.roles} {...(props.place ? { place: props.place } : {})} />
        </div>
        <button type="submit" hidden />
      </FormFrame>
    </Dialog>
  );
}

export const AddPersonDialog = (props: AddPersonProps) => (props.isOpen ? <Content {...props} /> : null);
