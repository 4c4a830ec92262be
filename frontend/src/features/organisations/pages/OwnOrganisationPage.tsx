// One of an entrant's agencies: its standing, its people, and who asks to join it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Problem } from '../../../shared/api/problem';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { countryText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ErrorState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { EntryPeople } from '../parts/EntryPeople';
import { Members } from '../parts/Members';
import { AcceptDialog, RefuseDialog, type Request } from '../parts/RequestList';
import { kindWords, statusWords } from '../words';
import '../problems';
import '../organisations.css';

type Own = components['schemas']['EntrantOrganisation'];

function Requests({ requests }: { requests: readonly Request[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const [asking, setAsking] = useState<{ act: 'accept' | 'refuse'; request: Request } | null>(null);
  const close = (): void => setAsking(null);
  return (
    <Card title={t`طلبات تنتظر قراركم`}>
      <ul className="tk-plain-list tk-org-people">
        {requests.map((request) => (
          <li key={request.id}>
            <div className="tk-org-person">
              <bdi className="tk-strong">{format.name(request)}</bdi>
              <code className="tk-small tk-soft">{request.email}</code>
            </div>
            <span className="tk-small tk-soft">
              <When at={request.requested_at} show="day" />
            </span>
            <div className="tk-row tk-gap-2">
              <Button icon="check" onPress={() => setAsking({ act: 'accept', request })}>
                {t`اقبل`}
              </Button>
              <Button kind="danger-quiet" onPress={() => setAsking({ act: 'refuse', request })}>
                {t`ارفض`}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {asking?.act === 'accept' ? <AcceptDialog request={asking.request} onClose={close} /> : null}
      {asking?.act === 'refuse' ? <RefuseDialog request={asking.request} onClose={close} /> : null}
    </Card>
  );
}

function Standing({ one }: { one: Own }) {
  const { t } = useLingui();
  if (one.status === 'pending')
    return (
      <Notice tone="warning" title={t`ينتظر تسجيل الجهة قرار المنظّم`}>
        {t`اكتبوا مسوداتكم الآن؛ تُقدَّم بعد الاعتماد.`}
      </Notice>
    );
  if (one.status === 'refused')
    return (
      <Notice
        tone="error"
        title={t`لم يُقبل تسجيل الجهة`}
        action={
          <LinkButton to="/entrant/organisations/$organisationId/edit" params={{ organisationId: one.id }}>
            {t`صحّح وأعد الإرسال`}
          </LinkButton>
        }
      >
        <span dir="auto">{one.status_reason}</span>
      </Notice>
    );
  return null;
}

function Content({ one }: { one: Own }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const approved = one.status === 'approved';
  const me = useMe();
  const manages = one.members.find((member) => member.user_id === me.user_id)?.level === 'manage';
  return (
    <>
      <Standing one={one} />
      {one.requests.length > 0 && manages ? <Requests requests={one.requests} /> : null}
      <Members
        organisationId={one.id}
        invited={one.invited}
        mayInvite={approved && manages}
        mayRemove={manages && one.members.length > 1}
        mayManage={manages}
        {...(approved ? {} : { note: t`تدعو زملاءك بعد اعتماد الجهة.` })}
      />
      {manages ? <EntryPeople organisationId={one.id} /> : null}
      <Card title={t`البيانات`}>
        <DescriptionList
          items={[
            { label: t`الاسم بالعربية`, value: one.name_ar },
            { label: t`الاسم بالإنجليزية`, value: one.name_en || '—' },
            { label: t`النوع`, value: i18n._(kindWords[one.kind]) },
            { label: t`المدينة`, value: one.city || '—' },
            { label: t`الدولة`, value: countryText(one.country, format.reader) },
            { label: t`الموقع الإلكتروني`, value: one.website ? <bdi dir="ltr">{one.website}</bdi> : '—' },
          ]}
        />
        {approved ? <p className="tk-small tk-soft">{t`اعتُمدت هذه البيانات. لتعديلها راسل المنظّم.`}</p> : null}
      </Card>
    </>
  );
}

export function OwnOrganisationPage() {
  const { t } = useLingui();
  const format = useFormat();
  const organisationId = useParam('organisationId');
  const own = useGet('/api/v1/entrant/organisations');
  const one = own.data?.items.find((item) => item.id === organisationId);
  return (
    <Page
      title={one ? format.name(one) : t`جهتي`}
      crumbs={[{ label: t`جهاتي`, to: '/entrant/organisations' }]}
      badge={one ? <StateBadge state={one.status} words={statusWords} /> : null}
      actions={
        one ? (
          <>
            <LinkButton icon="layers" to="/entrant/organisations/$organisationId/services" params={{ organisationId }}>
              {t`سجل الخدمات`}
            </LinkButton>
            {one.status === 'approved' ? null : (
              <LinkButton icon="edit" to="/entrant/organisations/$organisationId/edit" params={{ organisationId }}>
                {t`عدّل البيانات`}
              </LinkButton>
            )}
          </>
        ) : null
      }
    >
      <Read of={own}>{() => (one ? <Content one={one} /> : <ErrorState error={new Problem(404, 'not_found')} />)}</Read>
    </Page>
  );
}
