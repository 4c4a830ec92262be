// A juror is added, read, changed, invited and let go.
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FormActions } from '../../../shared/ui/Layout';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import {
  blankJuror,
  isEmail,
  type Juror,
  type JurorValues,
  mayInvite,
  mayRemove,
  valuesOfJuror,
  wireJuror,
} from '../model/juror';
import { JurorFields } from '../parts/JurorFields';
import { JurorPhoto } from '../parts/JurorPhoto';
import { JurorRead } from '../parts/JurorRead';
import { JurorAnswer, JurorStanding } from '../parts/JurorStanding';
import { RemoveDialog } from '../parts/LeavingDialog';
import { refreshJurors } from '../parts/refreshJurors';
import { useInvite } from '../parts/useInvite';
import '../judging.css';

type Edition = components['schemas']['StaffEdition'];

function JurorForm({ edition, id, saved }: { edition: Edition; id: string; saved: Juror | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [blank] = useState(blankJuror);
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: edition.id },
    query: { size: 200 },
  });
  const { form, overwrite } = useEdit<JurorValues, Juror>({
    saved,
    editable: valuesOfJuror,
    blank,
    put: (values, header) =>
      must(
        api.PUT('/api/v1/jurors/{juror_id}', {
          params: { path: { juror_id: id }, header },
          body: wireJuror(values, edition.id),
        }),
      ),
    check: (v) => ({
      ...(v.name_ar.trim() ? {} : { name_ar: t`اكتب الاسم بالعربية.` }),
      ...(isEmail(v.email) ? {} : { email: t`اكتب بريدًا إلكترونيًا صحيحًا.` }),
      ...(v.origin ? {} : { origin: t`اختر المنشأ.` }),
      ...(v.languages.length > 0 ? {} : { languages: t`اختر لغة واحدة على الأقل.` }),
    }),
    onSaved: async (juror) => {
      notify(saved ? t`حُفظت بيانات المحكّم.` : t`أُضيف المحكّم. أرسل الدعوة متى شئت.`);
      await refreshJurors();
      if (!saved)
        void navigate({
          to: '/editions/$editionId/jurors/$jurorId',
          params: { editionId: edition.id, jurorId: juror.id },
          replace: true,
          ignoreBlocker: true,
        });
    },
  });
  return (
    <FormFrame
      form={form}
      label={t`بيانات المحكّم`}
      fieldNames={{
        name_ar: t`الاسم بالعربية`,
        name_en: t`الاسم بالإنجليزية`,
        email: t`البريد الإلكتروني`,
        employer_ar: t`جهة العمل بالعربية`,
        employer_en: t`جهة العمل بالإنجليزية`,
      }}
      onOverwrite={overwrite}
    >
      <Card>
        <JurorFields form={form} isEmailFixed={Boolean(saved?.user_id)} categories={categories.data?.items ?? []} />
        <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
          <Button type="submit" kind="primary" busy={form.saving}>
            {saved ? <Trans>احفظ البيانات</Trans> : <Trans>أضف المحكّم</Trans>}
          </Button>
          <LinkButton to="/editions/$editionId/jurors" params={{ editionId: edition.id }}>{t`رجوع`}</LinkButton>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function NewJurorPage() {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const [id] = useState(newId);
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  return (
    <Page
      title={t`محكّم جديد`}
      crumbs={[{ label: t`المحكّمون`, to: '/editions/$editionId/jurors', params: { editionId } }]}
    >
      <Read of={edition}>{(data) => <JurorForm edition={data} id={id} saved={null} />}</Read>
    </Page>
  );
}

export function JurorPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const id = useParam('jurorId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const juror = useGet('/api/v1/jurors/{juror_id}', { path: { juror_id: id } });
  const organises = useOrganises(edition.data);
  const invite = useInvite();
  const [removing, setRemoving] = useState(false);
  const { data } = juror;
  return (
    <Page
      title={format.name(data) || t`المحكّم`}
      crumbs={[{ label: t`المحكّمون`, to: '/editions/$editionId/jurors', params: { editionId } }]}
      badge={data ? <JurorStanding juror={data} /> : null}
      actions={
        data && organises ? (
          <>
            {mayInvite(data) ? (
              <Button icon="mail" busy={invite.isPending} onPress={() => invite.mutate(data)}>
                {data.invited_at ? t`أعد إرسال الدعوة` : t`أرسل الدعوة`}
              </Button>
            ) : null}
            {mayRemove(data) ? (
              <Button kind="danger-quiet" onPress={() => setRemoving(true)}>{t`أعفِ من التحكيم`}</Button>
            ) : null}
          </>
        ) : null
      }
    >
      <Read of={edition}>
        {(found) => (
          <Read of={juror}>
            {(saved) => (
              <>
                {saved.state === 'resigned' && organises && found.phase === 'judging' ? (
                  <Notice
                    tone="warning"
                    title={t`استقال هذا المحكّم`}
                    action={
                      <LinkButton to="/editions/$editionId/rounds" params={{ editionId }}>{t`افتح الجولات`}</LinkButton>
                    }
                  >
                    {t`بقي ما أرسله من تقييمات، وسُحب ما لم يرسله. سُدّ ما شغر بخطة سدّ النواقص من صفحة الإسناد في الجولة.`}
                  </Notice>
                ) : null}
                <JurorAnswer juror={saved} zone={found.timezone} />
                {organises ? (
                  <>
                    <Card title={t`الصورة`}>
                      <JurorPhoto
                        address={`/api/v1/jurors/${id}/photo`}
                        exists={saved.has_photo}
                        onChanged={refreshJurors}
                      />
                      <p className="tk-small tk-soft">
                        {saved.photo_is_public
                          ? t`أذن صاحبها بنشرها في صفحة لجنة التحكيم. إن استبدلتها سقط إذنه حتى يأذن بالجديدة.`
                          : t`لا تُنشر إلا بإذن صاحبها، من صفحة ملفه.`}
                      </p>
                    </Card>
                    <JurorForm key={id} edition={found} id={id} saved={saved} />
                  </>
                ) : (
                  <JurorRead juror={saved} />
                )}
              </>
            )}
          </Read>
        )}
      </Read>
      {removing && data ? <RemoveDialog juror={data} onClose={() => setRemoving(false)} /> : null}
    </Page>
  );
}
