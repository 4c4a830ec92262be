// What a representative sees first: what waits for them, until when, and in whose name they act.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useGet } from '../../../shared/api/query';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { Agencies } from '../parts/Agencies';
import { CoOwnings } from '../parts/CoOwnings';
import { EntryCards } from '../parts/EntryCards';
import { Honours } from '../parts/Honours';
import { OpenCalls, useOpenCalls } from '../parts/OpenCalls';
import '../problems';
import '../entrant.css';

function Nothing({ open, start }: { open: boolean; start: ReactNode }) {
  const { t } = useLingui();
  return (
    <Card>
      <EmptyState title={t`لم تبدأ مشاركة بعد`} icon="form" action={open ? start : undefined}>
        <ol className="tk-entrant-steps">
          <li>{t`اختر دورة مفتوحة، واقرأ شروط كل فئة.`}</li>
          <li>{t`ابدأ مسودة واملأها على مهل مع زملائك: يُحفظ كل ما تكتبونه.`}</li>
          <li>{t`قدّمها قبل الموعد، واحتفظ بتأكيد الاستلام.`}</li>
        </ol>
        {open ? null : <p>{t`لا دورة مفتوحة الآن. تظهر هنا حين يُفتح باب المشاركة.`}</p>}
      </EmptyState>
    </Card>
  );
}

export function HomePage() {
  const { t } = useLingui();
  const entries = useGet('/api/v1/entrant/entries', { query: { size: 100 } });
  const agencies = useGet('/api/v1/entrant/organisations');
  const calls = useOpenCalls();
  const openNow = (calls.data ?? []).length > 0;
  const start = (
    <LinkButton kind="primary" icon="plus" to="/entrant/calls">
      {t`ابدأ مشاركة`}
    </LinkButton>
  );
  return (
    <Page title={t`مساحة المشارك`} actions={openNow && (entries.data?.total ?? 0) > 0 ? start : undefined}>
      <div className="tk-entrant-home">
        <div className="tk-entrant-column">
          <CoOwnings />
          <Read of={entries} lines={8}>
            {(found) =>
              found.total === 0 ? (
                <Nothing open={openNow} start={start} />
              ) : (
                <EntryCards rows={found.items} total={found.total} />
              )
            }
          </Read>
        </div>
        <div className="tk-entrant-column">
          <Read of={calls} lines={3}>
            {(found) => <OpenCalls editions={found} />}
          </Read>
          <Honours />
          <Read of={agencies} lines={3}>
            {(found) => <Agencies items={found.items} requests={found.requests} />}
          </Read>
        </div>
      </div>
    </Page>
  );
}
