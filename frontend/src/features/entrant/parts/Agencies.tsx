// In whose name I act: my agencies with their standing, and those I asked to join.
import { Plural, useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card, LinkCard } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';

type Agency = components['schemas']['EntrantOrganisation'];
type Request = components['schemas']['OwnRequest'];

function Standing({ status }: { status: string }) {
  const { t } = useLingui();
  if (status === 'approved') return <Badge tone="success" dot>{t`معتمدة`}</Badge>;
  if (status === 'refused') return <Badge tone="error" dot>{t`لم تُقبل`}</Badge>;
  return <Badge tone="warning" dot>{t`قيد المراجعة`}</Badge>;
}

function AgencyCard({ agency }: { agency: Agency }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <LinkCard
      level={3}
      to="/entrant/organisations/$organisationId"
      params={{ organisationId: agency.id }}
      title={<span dir="auto">{format.name(agency)}</span>}
    >
      <div>
        <Standing status={agency.status} />
      </div>
      {agency.status === 'pending' ? (
        <Notice tone="warning">{t`يراجع المنظّم تسجيل الجهة. ابدأ مسوداتك الآن، وتُقدَّم بعد الاعتماد.`}</Notice>
      ) : null}
      {agency.status === 'refused' ? (
        <Notice tone="error" title={t`لم يُقبل تسجيل الجهة`}>
          <span dir="auto">{agency.status_reason}</span>
        </Notice>
      ) : null}
      <p className="tk-small tk-soft">
        <Plural
          value={agency.members.length}
          zero="لا ممثلين بعد"
          one="أنت ممثلها الوحيد"
          two="لها ممثلان"
          few="لها # ممثلين"
          many="لها # ممثلًا"
          other="لها # ممثل"
        />
      </p>
    </LinkCard>
  );
}

export function Agencies({ items, requests }: { items: readonly Agency[]; requests: readonly Request[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const open = requests.filter((request) => request.state !== 'approved');
  if (items.length + open.length === 0) return null;
  return (
    <section aria-labelledby="agencies" className="tk-stack">
      <h2 className="tk-h2" id="agencies">
        {t`جهاتي`}
      </h2>
      <div className="tk-grid">
        {items.map((agency) => (
          <AgencyCard key={agency.id} agency={agency} />
        ))}
        {open.map((request) => (
          <Card
            key={request.id}
            title={<span dir="auto">{format.name(request.organisation)}</span>}
            level={3}
            actions={<Standing status={request.state} />}
          >
            <p className="tk-soft">
              {request.state === 'refused'
                ? t`لم يُقبل طلب انضمامك إلى هذه الجهة.`
                : t`طلبت الانضمام إلى هذه الجهة، وينتظر طلبك القبول.`}
            </p>
            {request.reason ? (
              <blockquote className="tk-entrant-reason" dir="auto">
                {request.reason}
              </blockquote>
            ) : null}
          </Card>
        ))}
      </div>
    </section>
  );
}
