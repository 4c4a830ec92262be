// The editions that can be entered now.
import { useLingui } from '@lingui/react/macro';
import { Navigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { OpenCalls, useOpenCalls } from '../parts/OpenCalls';
import '../problems';
import '../entrant.css';

export function CallsPage() {
  const { t } = useLingui();
  const calls = useOpenCalls();
  const { all } = useSearch({ strict: false });
  const [only, ...others] = calls.data ?? [];
  // One open edition needs no list.
  if (only && others.length === 0 && !all)
    return <Navigate to="/entrant/calls/$editionId" params={{ editionId: only.id }} replace />;
  return (
    <Page title={t`الدورات المفتوحة`} lead={t`اختر دورة لتقرأ فئاتها وشروطها وتبدأ مشاركة.`}>
      <Read of={calls}>
        {(found) =>
          found.length === 0 ? (
            <Card>
              <EmptyState title={t`لا دورة مفتوحة الآن`} icon="calendar">
                {t`تظهر الدورات هنا حين يُفتح باب المشاركة فيها.`}
              </EmptyState>
            </Card>
          ) : (
            <OpenCalls editions={found} />
          )
        }
      </Read>
    </Page>
  );
}
