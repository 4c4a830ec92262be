// A juror's own profile in an edition: before the invitation is accepted, and later.
import { Trans, useLingui } from '@lingui/react/macro';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { originWords } from '../../../shared/judging/words';
import { useParam } from '../../../shared/router/page';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { DescriptionList, FormActions } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { type OwnProfile, type OwnValues, valuesOfOwn } from '../model/juror';
import { JurorPhoto } from '../parts/JurorPhoto';
import { ProfileFields } from '../parts/ProfileFields';
import '../judging.css';

const refresh = () => refreshPaths('/api/v1/jury', '/api/v1/jury/{juror_id}', '/api/v1/jury/{juror_id}/profile');

function ProfileForm({ saved }: { saved: OwnProfile }) {
  const { t, i18n } = useLingui();
  const path = { juror_id: saved.id };
  const { form, overwrite } = useEdit<OwnValues, OwnProfile>({
    saved,
    editable: valuesOfOwn,
    blank: valuesOfOwn(saved),
    put: (body, header) => must(api.PUT('/api/v1/jury/{juror_id}/profile', { params: { path, header }, body })),
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب الاسم بالعربية.` }),
      ...(v.languages.length > 0 ? {} : { languages: t`اختر لغة واحدة على الأقل.` }),
    }),
    onSaved: async () => {
      notify(t`حُفظ ملفك.`);
      await refresh();
    },
  });
  return (
    <FormFrame
      form={form}
      label={t`ملفي في التحكيم`}
      fieldNames={{ name_ar: t`الاسم بالعربية`, name_en: t`الاسم بالإنجليزية` }}
      onOverwrite={overwrite}
    >
      <Card title={t`الصورة`}>
        <JurorPhoto address={`/api/v1/jury/${saved.id}/photo`} exists={saved.has_photo} onChanged={refresh} />
        {saved.has_photo && saved.jury_is_public && !saved.photo_is_public ? (
          <Notice>{t`لا تُنشر هذه الصورة حتى تأذن بنشرها بعينها.`}</Notice>
        ) : null}
        <Checkbox
          isSelected={form.values.photo_is_public}
          onChange={(photo_is_public) => form.set({ photo_is_public })}
          help={
            saved.jury_is_public
              ? t`لجنة التحكيم في هذه الدورة معلنة. بلا إذنك يظهر اسمك ولقبك ونبذتك بلا صورة.`
              : t`لجنة التحكيم في هذه الدورة غير معلنة، فلا يُنشر شيء من ملفك.`
          }
        >
          {t`آذن بنشر صورتي في صفحة لجنة التحكيم`}
        </Checkbox>
      </Card>
      <Card>
        <ProfileFields
          form={form}
          categories={saved.categories}
          contact={
            <DescriptionList
              items={[
                { label: t`البريد الإلكتروني`, value: <code>{saved.email}</code> },
                { label: t`المنشأ كما سجّله المنظّم`, value: i18n._(originWords[saved.origin][1]) },
              ]}
            />
          }
          origin={null}
        />
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          <Button type="submit" kind="primary" busy={form.saving}>
            <Trans>احفظ ملفي</Trans>
          </Button>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function OwnProfilePage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('jurorId');
  const profile = useGet('/api/v1/jury/{juror_id}/profile', { path: { juror_id: id } });
  return (
    <Page
      title={t`ملفي في التحكيم`}
      lead={profile.data ? format.name(profile.data) : undefined}
      crumbs={[{ label: t`عضويتي في اللجان`, to: '/jury' }]}
    >
      <Read of={profile}>{(saved) => <ProfileForm key={saved.id} saved={saved} />}</Read>
    </Page>
  );
}
