// One agency for staff: its details, the decision it waits for, its people and who asks to join.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { countryText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { AgencyEntries } from '../parts/AgencyEntries';
import { Decide } from '../parts/Decide';
import { Members } from '../parts/Members';
import { RequestList } from '../parts/RequestList';
import { useMayEdit, useReadsEntries } from '../rights';
import { kindWords, statusWords } from '../words';
import '../problems';
import '../organisations.css';

type Detail = components['schemas']['StaffOrganisationDetail'];

function Waiting({ organisation }: { organisation: Detail }) {
  const { t } = useLingui();
  const format = useFormat();
  const name = format.pick(organisation.registrant_name_ar, organisation.registrant_name_en);
  return (
    <Notice tone="warning" title={t`تنتظر هذه الجهة قرارك`}>
      <div className="tk-stack tk-gap-2">
        {organisation.registrant_email ? (
          <p>
            <Trans>
              صاحب التسجيل: <bdi>{name}</bdi> (<bdi dir="ltr">{organisation.registrant_email}</bdi>).
            </Trans>{' '}
            {organisation.registrant_confirmed ? t`البريد مؤكَّد.` : t`البريد لم يُؤكَّد بعد.`}
          </p>
        ) : null}
        {organisation.similar.length > 0 ? (
          <div>
            <p>{t`جهات مشابهة بالاسم. تحقّق أنها ليست واحدة منها:`}</p>
            <ul className="tk-org-similar">
              {organisation.similar.map((one) => (
                <li key={one.id}>
                  <Link to="/organisations/$organisationId" params={{ organisationId: one.id }}>
                    <bdi>{format.name(one)}</bdi>
                  </Link>
                  {one.city ? <span className="tk-soft"> — {one.city}</span> : null}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Notice>
  );
}

function Details({ organisation: o }: { organisation: Detail }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <Card title={t`البيانات`}>
      <DescriptionList
        items={[
          { label: t`الاسم بالعربية`, value: o.name_ar },
          { label: t`الاسم بالإنجليزية`, value: o.name_en || '—' },
          { label: t`النوع`, value: i18n._(kindWords[o.kind]) },
          { label: t`المجموعة النظيرة`, value: o.peer_group || '—' },
          { label: t`المدينة`, value: o.city || '—' },
          { label: t`الدولة`, value: countryText(o.country, format.reader) },
          {
            label: t`الموقع الإلكتروني`,
            value: /^https?:\/\//.test(o.website) ? (
              <a href={o.website} target="_blank" rel="noopener noreferrer" dir="ltr">
                {o.website}
              </a>
            ) : (
              '—'
            ),
          },
          { label: t`نطاق البريد`, value: o.email_domain ? <code>{o.email_domain}</code> : '—' },
          { label: t`سُجّلت`, value: <When at={o.created_at} show="day" /> },
          ...(o.decided_at ? [{ label: t`بُتّ فيها`, value: <When at={o.decided_at} show="day" /> }] : []),
        ]}
      />
    </Card>
  );
}

function People({ organisation, mayEdit }: { organisation: Detail; mayEdit: boolean }) {
  const { t } = useLingui();
  const members = useGet('/api/v1/organisations/{organisation_id}/members', {
    path: { organisation_id: organisation.id },
    query: { size: 1 }, // the list asks for its own page; here for the invitations
  });
  const approved = organisation.status === 'approved';
  return (
    <Read of={members} lines={4}>
      {(found) => (
        <Members
          organisationId={organisation.id}
          invited={found.invited}
          mayInvite={mayEdit && approved}
          mayRemove={mayEdit}
          {...(approved ? {} : { note: t`يُدعى الأعضاء بعد اعتماد الجهة.` })}
        />
      )}
    </Read>
  );
}

export function OrganisationPage() {
  const { t } = useLingui();
  const format = useFormat();
  const organisationId = useParam('organisationId');
  const mayEdit = useMayEdit();
  const readsEntries = useReadsEntries();
  const found = useGet('/api/v1/organisations/{organisation_id}', { path: { organisation_id: organisationId } });
  const one = found.data;
  return (
    <Page
      title={one ? format.name(one) : t`جهة`}
      crumbs={[{ label: t`الجهات`, to: '/organisations' }]}
      badge={one ? <StateBadge state={one.status} words={statusWords} /> : null}
      actions={
        one ? (
          <>
            {mayEdit && one.status !== 'approved' ? <Decide organisation={one} /> : null}
            <LinkButton icon="layers" to="/organisations/$organisationId/services" params={{ organisationId }}>
              {t`سجل الخدمات`}
            </LinkButton>
            {mayEdit ? (
              <LinkButton icon="edit" to="/organisations/$organisationId/edit" params={{ organisationId }}>
                {t`عدّل`}
              </LinkButton>
            ) : null}
          </>
        ) : null
      }
    >
      <Read of={found}>
        {(organisation) => (
          <>
            {organisation.status === 'pending' ? <Waiting organisation={organisation} /> : null}
            {organisation.status === 'refused' ? (
              <Notice tone="error" title={t`رُفض تسجيل هذه الجهة`}>
                <span dir="auto">{organisation.status_reason}</span>
              </Notice>
            ) : null}
            <Details organisation={organisation} />
            {readsEntries ? (
              <div className="tk-stack">
                <h2 className="tk-h2">{t`مشاركاتها`}</h2>
                <AgencyEntries organisationId={organisation.id} />
              </div>
            ) : null}
            <People organisation={organisation} mayEdit={mayEdit} />
            <div className="tk-stack">
              <h2 className="tk-h2">{t`طلبات الانضمام`}</h2>
              <RequestList organisationId={organisation.id} mayEdit={mayEdit} />
            </div>
          </>
        )}
      </Read>
    </Page>
  );
}
