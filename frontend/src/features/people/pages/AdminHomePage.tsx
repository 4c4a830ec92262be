// The administrator's first page: the size of things, what waits, where to go.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { NoMail } from '../../../shared/NoMail';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card, Figure, Figures, LinkCard } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import '../people.css';

const one = { size: 1 } as const;

function Waiting() {
  const { t } = useLingui();
  const format = useFormat();
  const pending = useGet('/api/v1/organisations', { query: { ...one, status: 'pending' } });
  const asked = useGet('/api/v1/membership-requests', { query: { ...one, state: 'pending' } });
  const failed = useGet('/api/v1/outbox', { query: { ...one, state: 'failed' } });
  const expired = useGet('/api/v1/invitations', { query: { ...one, state: 'expired' } });
  const lines = [
    {
      id: 'organisations',
      count: pending.data?.total ?? 0,
      words: t`جهات تنتظر الاعتماد`,
      act: t`راجع الجهات`,
      to: '/organisations',
      search: { status: 'pending' },
    },
    {
      id: 'requests',
      count: asked.data?.total ?? 0,
      words: t`طلبات انضمام إلى جهات`,
      act: t`راجع الطلبات`,
      to: '/organisations/requests',
      search: { state: 'pending' },
    },
    {
      id: 'mails',
      count: failed.data?.total ?? 0,
      words: t`رسائل لم تُسلَّم`,
      act: t`افتح الرسائل`,
      to: '/admin/outbox',
      search: { state: 'failed' },
    },
    {
      id: 'invitations',
      count: expired.data?.total ?? 0,
      words: t`دعوات انتهت مدتها`,
      act: t`راجع الدعوات`,
      to: '/admin/grants',
      search: { tab: 'invitations', i_state: 'expired' },
    },
  ].filter((line) => line.count > 0);
  const error = pending.error ?? asked.error ?? failed.error ?? expired.error;
  const all = [pending, asked, failed, expired];
  const known = all.every((x) => x.data !== undefined) ? true : undefined;
  return (
    <Card title={t`ما ينتظر`}>
      <Read
        of={{
          data: known,
          error,
          isPending: !known,
          refetch: () => all.forEach((x) => void x.refetch()),
        }}
        lines={3}
      >
        {() =>
          lines.length === 0 ? (
            <EmptyState title={t`لا شيء ينتظر`} icon="success">
              {t`الجهات الجديدة والرسائل المتعثرة تظهر هنا.`}
            </EmptyState>
          ) : (
            <ul className="tk-plain-list tk-people-waiting">
              {lines.map((line) => (
                <li key={line.id}>
                  <span className="tk-row tk-gap-2">
                    <Badge tone={line.id === 'mails' ? 'error' : 'warning'}>{format.number(line.count)}</Badge>
                    {line.words}
                  </span>
                  <LinkButton {...({ to: line.to, search: line.search } as object)} iconEnd="chevron-forward">
                    {line.act}
                  </LinkButton>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Card>
  );
}

export function AdminHomePage() {
  const { t } = useLingui();
  const format = useFormat();
  const users = useGet('/api/v1/users', { query: one });
  const organisations = useGet('/api/v1/organisations', { query: one });
  const editions = useGet('/api/v1/editions', { query: one });
  const programmes = useGet('/api/v1/programmes', { query: one });
  const count = (of: { data?: { total: number } | undefined }) => (of.data ? format.number(of.data.total) : '…');
  return (
    <Page title={t`إدارة النظام`} lead={t`الأشخاص والأدوار والجهات، وما جرى في النظام كله.`}>
      <NoMail />
      <Figures>
        <Figure label={t`المستخدمون`} value={count(users)} />
        <Figure label={t`الجهات`} value={count(organisations)} />
        <Figure label={t`البرامج`} value={count(programmes)} />
        <Figure label={t`الدورات`} value={count(editions)} />
      </Figures>
      <Waiting />
      <div className="tk-grid">
        <LinkCard to="/admin/users" title={t`المستخدمون`}>
          <p className="tk-soft">{t`ابحث عن حساب، أوقفه أو أعد تفعيله.`}</p>
        </LinkCard>
        <LinkCard to="/admin/grants" title={t`الأدوار والدعوات`}>
          <p className="tk-soft">{t`امنح دورًا أو اسحبه، وتابع من دُعي بالبريد.`}</p>
        </LinkCard>
        <LinkCard to="/organisations" title={t`الجهات`}>
          <p className="tk-soft">{t`اعتمد الجهات وحرّر بياناتها، أو استوردها من Excel.`}</p>
        </LinkCard>
        <LinkCard to="/admin/log" title={t`سجل التدقيق`}>
          <p className="tk-soft">{t`كل إجراء: من فعله ومتى وعلى ماذا.`}</p>
        </LinkCard>
        <LinkCard to="/admin/outbox" title={t`الرسائل الصادرة`}>
          <p className="tk-soft">{t`ما أُرسل وما تعثّر من البريد.`}</p>
        </LinkCard>
      </div>
    </Page>
  );
}
