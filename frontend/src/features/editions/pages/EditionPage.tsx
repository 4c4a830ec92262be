// An edition at a glance: its phase and its dates.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { phaseWords, StateBadge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Page } from '../../../shared/ui/PageHeader';
import { StepTrack } from '../../../shared/ui/Progress';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';

const order = ['draft', 'open', 'screening', 'judging', 'deliberation', 'approved', 'published', 'archived'];

export function EditionPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const id = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: id } });
  return (
    <Page
      title={format.name(edition.data) || t`الدورة`}
      badge={edition.data ? <StateBadge of="phase" state={edition.data.phase} /> : null}
    >
      <Read of={edition}>
        {(data) => (
          <>
            <Card title={t`المراحل`}>
              <StepTrack
                label={t`مراحل الدورة`}
                current={data.phase}
                steps={order.map((phase) => {
                  const words = phaseWords[phase]?.[1];
                  return { id: phase, label: words ? i18n._(words) : phase };
                })}
              />
            </Card>
            <Card title={t`المواعيد`}>
              <DescriptionList
                items={[
                  { label: t`فتح باب المشاركة`, value: <When at={data.opens_at} zone={data.timezone} show="stack" /> },
                  {
                    label: t`إغلاق باب المشاركة`,
                    value: <When at={data.closes_at} zone={data.timezone} show="stack" />,
                  },
                ]}
              />
            </Card>
          </>
        )}
      </Read>
    </Page>
  );
}
