// A new edition of a programme: a name, an address and dates. Everything else has a sensible start in its settings.
import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganisesProgramme } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { blankEdition, type Edition, type EditionValues, valuesOf } from '../model/edition';
import { DateFields, NameFields, SlugField } from '../parts/EditionFields';
import { NeedsOrganiser } from '../parts/NeedsOrganiser';
import { useEditionChecks } from '../parts/useEditionChecks';
import '../problems';
import '../editions.css';

function NewEdition({ programmeId }: { programmeId: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const [ownSlug, setOwnSlug] = useState(false);
  const [blank] = useState(() => blankEdition(programmeId));
  const check = useEditionChecks();
  const { form } = useEdit<EditionValues, Edition>({
    saved: null,
    editable: valuesOf,
    blank,
    put: (body, header) =>
      must(api.PUT('/api/v1/editions/{edition_id}', { params: { path: { edition_id: id }, header }, body })),
    check,
    onSaved: () => {
      notify(t`أُنشئت الدورة مسودةً لا يراها غيركم.`);
      void refreshPaths('/api/v1/editions', '/api/v1/programmes');
      void navigate({ to: '/editions/$editionId', params: { editionId: id }, replace: true, ignoreBlocker: true });
    },
  });
  return (
    <FormFrame form={form} label={t`بيانات الدورة`}>
      <Card>
        <FormSection title={t`الدورة`} help={t`تُنشأ مسودة؛ ولا يراها العموم حتى تفتح باب المشاركة.`}>
          <NameFields form={form} guessSlug={!ownSlug} />
          <SlugField form={form} onOwn={() => setOwnSlug(true)} />
        </FormSection>
        <FormSection title={t`المواعيد`} help={t`يمكن تركها الآن وتحديدها قبل فتح باب المشاركة.`}>
          <DateFields form={form} />
        </FormSection>
        <FormActions>
          <Button type="submit" kind="primary" busy={form.saving}>
            {t`أنشئ الدورة`}
          </Button>
          <LinkButton to="/programmes/$programmeId" params={{ programmeId }}>{t`رجوع`}</LinkButton>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function NewEditionPage() {
  const { t } = useLingui();
  const format = useFormat();
  const programmeId = useParam('programmeId');
  const programme = useGet('/api/v1/programmes/{programme_id}', { path: { programme_id: programmeId } });
  const { organiser } = useOrganisesProgramme(programmeId);
  return (
    <Page
      title={t`دورة جديدة`}
      crumbs={[
        { label: t`البرامج والدورات`, to: '/programmes' },
        { label: format.name(programme.data) || t`البرنامج`, to: '/programmes/$programmeId', params: { programmeId } },
      ]}
    >
      {organiser ? <NewEdition programmeId={programmeId} /> : <NeedsOrganiser programmeId={programmeId} />}
    </Page>
  );
}
