// An entrant registers another agency, joins one that is there already, or corrects one that waits.
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { Problem } from '../../../shared/api/problem';
import { getOptions, refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { FormActions } from '../../../shared/ui/Layout';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ErrorState, Read } from '../../../shared/ui/States';
import { blankDraft, type Draft, DraftFields, partOf, useFieldNames } from '../parts/Fields';
import '../problems';
import '../organisations.css';

type Own = components['schemas']['EntrantOrganisation'];
const editable = (saved: Own): Draft => partOf(blankDraft, saved);

/** Registered agencies with a like name, found when the typing rests; joining one is a request. */
function Similar({ name }: { name: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(name.trim()), 400);
    return () => clearTimeout(timer);
  }, [name]);
  const { data = [] } = useQuery({
    ...getOptions('/api/v1/organisations/similar', { query: { name: rested } }),
    enabled: rested.length >= 3,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const join = useMutation({
    mutationFn: (id: string) =>
      api.POST('/api/v1/entrant/organisations/{organisation_id}/join', { params: { path: { organisation_id: id } } }),
    onSuccess: () => {
      void refreshPaths('/api/v1/entrant/organisations', '/api/v1/me');
      notify(t`أُرسل طلبك. نخبرك بالبريد حين يُبتّ فيه.`);
      void navigate({ to: '/entrant/organisations', ignoreBlocker: true });
    },
    onError: notifyProblem,
  });
  if (data.length === 0 || name.trim().length < 3) return null;
  return (
    <Notice title={t`هل جهتك واحدة من هذه؟`}>
      <div className="tk-stack tk-gap-2">
        <p>{t`الانضمام إلى جهة مسجّلة ينتظر موافقة أهلها.`}</p>
        <ul className="tk-plain-list tk-org-people">
          {data.map((one) => (
            <li key={one.id}>
              <span className="tk-org-person">
                <bdi className="tk-strong">{format.name(one)}</bdi>
                {one.city ? <span className="tk-small tk-soft">{one.city}</span> : null}
              </span>
              <Button
                busy={join.isPending && join.variables === one.id}
                aria-label={t`اطلب الانضمام إلى ${format.name(one)}`}
                onPress={() => join.mutate(one.id)}
              >
                {t`اطلب الانضمام`}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Notice>
  );
}

function OwnForm({ id, saved }: { id: string; saved: Own | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const fieldNames = useFieldNames();
  const { form, overwrite } = useEdit<Draft, Own>({
    saved,
    editable,
    blank: blankDraft,
    put: (body, header) =>
      must(
        api.PUT('/api/v1/entrant/organisations/{organisation_id}', {
          params: { path: { organisation_id: id }, header },
          body,
        }),
      ),
    check: (v) => (v.name_ar.trim() ? {} : { name_ar: t`اكتب اسم الجهة بالعربية.` }),
    onSaved: (result) => {
      void refreshPaths('/api/v1/entrant/organisations', '/api/v1/me');
      notify(result.status === 'approved' ? t`سُجّلت الجهة واعتُمدت.` : t`سُجّلت الجهة، وتنتظر قرار المنظّم.`);
      void navigate({
        to: '/entrant/organisations/$organisationId',
        params: { organisationId: id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  return (
    <FormFrame form={form} label={t`بيانات الجهة`} fieldNames={fieldNames} onOverwrite={overwrite}>
      <Card>
        <div className="tk-fields">
          <DraftFields form={form} afterName={saved ? null : <Similar name={form.values.name_ar} />} />
        </div>
        <FormActions note={t`يراجع المنظّم التسجيل قبل أن تقدّم الجهة مشاركاتها.`}>
          <Button type="submit" kind="primary" busy={form.saving}>
            {saved ? t`أرسل البيانات` : t`سجّل الجهة`}
          </Button>
          <LinkButton to="/entrant/organisations">{t`إلغاء`}</LinkButton>
        </FormActions>
      </Card>
    </FormFrame>
  );
}

export function RegisterAnotherPage() {
  const { t } = useLingui();
  const [id] = useState(newId);
  return (
    <Page
      title={t`سجّل جهة أو انضم إليها`}
      lead={t`اكتب اسم جهتك. إن كانت مسجّلة عرضنا عليك الانضمام إليها.`}
      width="narrow"
      crumbs={[{ label: t`جهاتي`, to: '/entrant/organisations' }]}
    >
      <OwnForm id={id} saved={null} />
    </Page>
  );
}

export function EditOwnPage() {
  const { t } = useLingui();
  const organisationId = useParam('organisationId');
  const own = useGet('/api/v1/entrant/organisations');
  const one = own.data?.items.find((item) => item.id === organisationId);
  return (
    <Page title={t`تعديل بيانات الجهة`} width="narrow" crumbs={[{ label: t`جهاتي`, to: '/entrant/organisations' }]}>
      <Read of={own}>
        {() =>
          one ? <OwnForm id={organisationId} saved={one} /> : <ErrorState error={new Problem(404, 'not_found')} />
        }
      </Read>
    </Page>
  );
}
