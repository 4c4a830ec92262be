// One service of the registry, written by the agency's people.
import { useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { CheckboxGroup, RadioGroup } from '../../../shared/ui/Choice';
import { DateField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextField } from '../../../shared/ui/TextField';
import { AUDIENCES, audienceWords, CHANNELS, channelWords, type Service } from '../serviceWords';

type Values = Required<components['schemas']['ServiceIn']>;
const blank: Values = {
  name_ar: '',
  name_en: '',
  audience: 'everyone',
  channels: [],
  url: '',
  launched_on: null,
  state: 'active',
};
const editable = (saved: Service): Values => ({
  name_ar: saved.name_ar,
  name_en: saved.name_en,
  audience: saved.audience,
  channels: saved.channels,
  url: saved.url,
  launched_on: saved.launched_on,
  state: saved.state,
});
const SERVICES = '/api/v1/organisations/{organisation_id}/services';
export const refreshServices = () => refreshPaths(SERVICES);

function Fields({
  organisationId,
  saved,
  onDone,
}: {
  organisationId: string;
  saved: Service | null;
  onDone: () => void;
}) {
  const { t, i18n } = useLingui();
  const { form, overwrite } = useEdit<Values, Service>({
    saved,
    editable,
    blank,
    put: (body, header) =>
      must(
        api.PUT('/api/v1/organisations/{organisation_id}/services/{service_id}', {
          params: { path: { organisation_id: organisationId, service_id: saved?.id ?? newId() }, header },
          body,
        }),
      ),
    check: (v) => (v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الخدمة بالعربية.` }),
    onSaved: async () => {
      await refreshServices();
      notify(saved ? t`حُفظت الخدمة.` : t`أُضيفت الخدمة إلى السجل.`);
      onDone();
    },
  });
  const v = form.values;
  return (
    <FormFrame
      form={form}
      label={t`بيانات الخدمة`}
      onOverwrite={overwrite}
      fieldNames={{ name_ar: t`الاسم بالعربية`, name_en: t`الاسم بالإنجليزية`, url: t`الرابط`, state: t`الحالة` }}
    >
      <div className="tk-fields">
        <BilingualField
          label={t`اسم الخدمة`}
          ar={v.name_ar}
          en={v.name_en}
          onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
          errorAr={form.errors.name_ar}
          errorEn={form.errors.name_en}
          isRequired="ar"
        />
        <RadioGroup
          label={t`المستفيدون`}
          layout="row"
          options={AUDIENCES.map((id) => ({ id, label: i18n._(audienceWords[id]) }))}
          value={v.audience}
          onChange={(audience) => form.set({ audience })}
        />
        <CheckboxGroup
          label={t`القنوات`}
          layout="row"
          options={CHANNELS.map((id) => ({ id, label: i18n._(channelWords[id]) }))}
          value={v.channels}
          onChange={(channels) => form.set({ channels })}
        />
        <TextField
          label={t`رابط الخدمة`}
          type="url"
          placeholder="https://"
          value={v.url}
          onChange={(url) => form.set({ url })}
          error={form.errors.url}
        />
        <DateField
          label={t`تاريخ الإطلاق`}
          help={t`منه تُحسب أشهر التشغيل التي تشترطها بعض الجوائز.`}
          value={v.launched_on ?? null}
          onChange={(launched_on) => form.set({ launched_on })}
          error={form.errors.launched_on}
        />
        <RadioGroup
          label={t`الحالة`}
          layout="row"
          options={[
            { id: 'active', label: t`قائمة` },
            { id: 'retired', label: t`متوقفة` },
          ]}
          value={v.state}
          onChange={(state) => form.set({ state })}
        />
        <div className="tk-row">
          <Button type="submit" kind="primary" busy={form.saving}>
            {saved ? t`احفظ الخدمة` : t`أضف الخدمة`}
          </Button>
          <Button onPress={onDone}>{t`إلغاء`}</Button>
        </div>
      </div>
    </FormFrame>
  );
}

export function ServiceDialog(props: {
  organisationId: string;
  saved: Service | null;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  return (
    <Dialog title={props.saved ? t`تعديل الخدمة` : t`خدمة جديدة`} isOpen={props.isOpen} onClose={props.onClose}>
      <Fields organisationId={props.organisationId} saved={props.saved} onDone={props.onClose} />
    </Dialog>
  );
}
