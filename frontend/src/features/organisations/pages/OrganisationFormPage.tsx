// Staff write an agency: a new one is approved at once.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { blankDraft, DraftFields, partOf, useFieldNames } from '../parts/Fields';
import type { Organisation } from '../words';
import '../problems';

type Values = Required<components['schemas']['OrganisationIn']>;
const blank: Values = { ...blankDraft, peer_group: '', email_domain: '' };
const editable = (saved: Organisation): Values => partOf(blank, saved);

function OrganisationForm({ id, saved }: { id: string; saved: Organisation | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const names = useFieldNames();
  const { form, overwrite } = useEdit<Values, Organisation>({
    saved,
    editable,
    blank,
    put: (body, header) =>
      must(
        api.PUT('/api/v1/organisations/{organisation_id}', { params: { path: { organisation_id: id }, header }, body }),
      ),
    check: (v) => (v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الجهة بالعربية.` }),
    onSaved: () => {
      notify(saved ? t`حُفظت بيانات الجهة.` : t`أُضيفت الجهة معتمدة. ادعُ أعضاءها.`);
      void refreshPaths('/api/v1/organisations', '/api/v1/organisations/{organisation_id}');
      void navigate({
        to: '/organisations/$organisationId',
        params: { organisationId: id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  return (
    <FormFrame
      form={form}
      label={t`بيانات الجهة`}
      fieldNames={{ ...names, peer_group: t`المجموعة النظيرة`, email_domain: t`نطاق البريد` }}
      onOverwrite={overwrite}
    >
      <Card>
        <FormSection title={t`البيانات`} help={t`كما تظهر في المشاركات والنتائج والشهادات.`}>
          <DraftFields form={form} />
        </FormSection>
        <FormSection title={t`للمنظّمين`} help={t`لا تراها الجهة.`}>
          <TextField
            {...form.field('peer_group')}
            label={t`المجموعة النظيرة`}
            help={t`جهات تُقارن بعضها ببعض، مثل: الوزارات أو الأمانات.`}
          />
          <TextField
            {...form.field('email_domain')}
            label={t`نطاق البريد`}
            help={t`ما بعد @ في بريد منسوبيها؛ يعين على التحقق ممن يطلب الانضمام.`}
            dir="ltr"
            placeholder="example.gov.sa"
          />
        </FormSection>
        <FormActions>
          <Button type="submit" kind="primary" busy={form.saving} isDisabled={!form.dirty && saved !== null}>
            {saved ? t`احفظ` : t`أضف الجهة`}
          </Button>
          {saved ? (
            <LinkButton to="/organisations/$organisationId" params={{ organisationId: id }}>
              {t`إلغاء`}
            </LinkButton>
          ) : (
            <LinkButton to="/organisations">{t`إلغاء`}</LinkButton>
          )}
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function NewOrganisationPage() {
  const { t } = useLingui();
  const [id] = useState(newId);
  return (
    <Page title={t`جهة جديدة`} width="narrow" crumbs={[{ label: t`الجهات`, to: '/organisations' }]}>
      <OrganisationForm id={id} saved={null} />
    </Page>
  );
}

export function EditOrganisationPage() {
  const { t } = useLingui();
  const format = useFormat();
  const organisationId = useParam('organisationId');
  const found = useGet('/api/v1/organisations/{organisation_id}', { path: { organisation_id: organisationId } });
  return (
    <Page
      title={t`تعديل بيانات الجهة`}
      width="narrow"
      crumbs={[
        { label: t`الجهات`, to: '/organisations' },
        ...(found.data
          ? [
              {
                label: format.name(found.data),
                to: '/organisations/$organisationId',
                params: { organisationId },
              } as const,
            ]
          : []),
      ]}
    >
      <Read of={found}>{(saved) => <OrganisationForm id={organisationId} saved={saved} />}</Read>
    </Page>
  );
}
