// Editions that the approver can sign, the ones that wait first.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkCard } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';

const ORDER = [
  'deliberation',
  'approved',
  'published',
  'judging',
  'screening',
  'open',
  'draft',
  'archived',
  'cancelled',
];

export function ToApprovePage() {
  const { t } = useLingui();
  const format = useFormat();
  const editions = useGet('/api/v1/editions', { query: { size: 200 } });
  return (
    <Page title={t`نتائج للاعتماد`} lead={t`توقّع ما جمّده المنظّم أو تعيده إليه بسبب. لا يوقّع من جمّد.`}>
      <Read of={editions}>
        {({ items }) => {
          const shown = items
            .filter((edition) => edition.roles.includes('approver'))
            .sort((a, b) => ORDER.indexOf(a.phase) - ORDER.indexOf(b.phase));
          return shown.length === 0 ? (
            <EmptyState title={t`لا دورات تعتمد نتائجها`} icon="seal" />
          ) : (
            <div className="tk-stack">
              {shown.map((edition) => (
                <LinkCard
                  key={edition.id}
                  to="/editions/$editionId/approval"
                  params={{ editionId: edition.id }}
                  title={<bdi>{format.name(edition)}</bdi>}
                  meta={<StateBadge of="phase" state={edition.phase} />}
                />
              ))}
            </div>
          );
        }}
      </Read>
    </Page>
  );
}
