// An entrant's agencies: those they enter for, those they asked to join, and the way to another.
import { Plural, useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card, LinkCard } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { requestWords, statusWords } from '../words';
import '../organisations.css';

export function OwnOrganisationsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const own = useGet('/api/v1/entrant/organisations');
  const add = (
    <LinkButton kind="primary" icon="plus" to="/entrant/organisations/new">
      {t`سجّل جهة أو انضم إليها`}
    </LinkButton>
  );
  return (
    <Page title={t`جهاتي`} lead={t`الجهات التي تشارك باسمها، وزملاؤك فيها.`} actions={add}>
      <Read of={own}>
        {({ items, requests }) => (
          <>
            {items.length + requests.length === 0 ? (
              <EmptyState title={t`لست عضوًا في جهة بعد`} icon="building">
                {t`سجّل جهتك، أو اطلب الانضمام إليها إن كانت مسجّلة.`}
              </EmptyState>
            ) : null}
            <div className="tk-grid">
              {items.map((one) => (
                <LinkCard
                  key={one.id}
                  to="/entrant/organisations/$organisationId"
                  params={{ organisationId: one.id }}
                  title={<bdi>{format.name(one)}</bdi>}
                  meta={
                    <Plural
                      value={one.members.length}
                      zero="لا أعضاء"
                      one="عضو واحد"
                      two="عضوان"
                      few="# أعضاء"
                      many="# عضوًا"
                      other="# عضو"
                    />
                  }
                >
                  <div className="tk-row tk-gap-2">
                    <StateBadge state={one.status} words={statusWords} />
                    {one.requests.length > 0 ? (
                      <Badge tone="warning">
                        <Plural
                          value={one.requests.length}
                          zero="لا طلبات"
                          one="طلب انضمام ينتظرك"
                          two="طلبا انضمام ينتظرانك"
                          few="# طلبات انضمام تنتظرك"
                          many="# طلب انضمام تنتظرك"
                          other="# طلب انضمام تنتظرك"
                        />
                      </Badge>
                    ) : null}
                  </div>
                </LinkCard>
              ))}
            </div>
            {requests.length > 0 ? (
              <Card title={t`طلباتي للانضمام`}>
                <ul className="tk-plain-list tk-org-people">
                  {requests.map((request) => (
                    <li key={request.id}>
                      <div className="tk-org-person">
                        <bdi className="tk-strong">{format.name(request.organisation)}</bdi>
                        {request.reason ? (
                          <span className="tk-small" dir="auto">
                            {t`السبب: ${request.reason}`}
                          </span>
                        ) : null}
                        <span className="tk-small tk-soft">
                          <When at={request.requested_at} show="day" />
                        </span>
                      </div>
                      <StateBadge state={request.state} words={requestWords} />
                    </li>
                  ))}
                </ul>
              </Card>
            ) : null}
          </>
        )}
      </Read>
    </Page>
  );
}
