// How a submitted entry stands to the rules of eligibility, for the screener: now, and when it was submitted.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { RuleStates as States } from '../../../shared/entry/RuleStates';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';

type Eligibility = components['schemas']['StaffEligibility'];

function Then({ found, zone }: { found: Eligibility; zone: string }) {
  const { t } = useLingui();
  if (!found.frozen) return <p className="tk-small tk-soft">{t`قُدّمت قبل أن تُكتب شروط الأهلية، فهي تُقوَّم الآن.`}</p>;
  if (!found.live.some((one) => one.changed))
    return <p className="tk-small tk-soft">{t`لم يتغير شيء منذ تقديم المشاركة.`}</p>;
  return (
    <details>
      <summary className="tk-rules-then">{t`كما كانت عند التقديم`}</summary>
      {found.frozen_at ? (
        <p className="tk-small tk-soft">
          <When at={found.frozen_at} zone={zone} show="short" />
        </p>
      ) : null}
      <States states={found.frozen} />
    </details>
  );
}

/** Nothing where there are no rules, or the entry is a draft. */
export function RuleStates({ entryId, zone }: { entryId: string; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const found = useGet('/api/v1/entries/{entry_id}/eligibility', { path: { entry_id: entryId } });
  if (found.data && found.data.live.length === 0) return null;
  const failing = found.data?.failing ?? 0;
  return (
    <Card
      title={t`شروط الأهلية`}
      actions={failing > 0 ? <Badge tone="error">{t`غير مستوفى: ${format.number(failing)}`}</Badge> : null}
    >
      <Read of={found} lines={4}>
        {(data) => (
          <div className="tk-stack">
            <States states={data.live} />
            <Then found={data} zone={zone} />
          </div>
        )}
      </Read>
    </Card>
  );
}
