// The grace time after a deadline, and what became of the juror's work that arrived in it.
import { Trans, useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { Badge } from '../../../shared/ui/Badge';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

type Late = components['schemas']['OwnLate'];

/** Beside a deadline: until when what was finished before it is still received; nothing where there is no grace. */
export function Grace({ closesAt, minutes, zone }: { closesAt: string; minutes: number; zone: string }) {
  if (!minutes) return null;
  const until = new Date(Date.parse(closesAt) + minutes * 60_000).toISOString();
  return (
    <Trans>
      ويُستلم ما أنجزته قبل ذلك ولم يصل حتى <When at={until} zone={zone} show="short" />
    </Trans>
  );
}

export function LateBadge({ state }: { state: Late['state'] | null | undefined }) {
  const { t } = useLingui();
  switch (state) {
    case 'waiting':
      return <Badge tone="warning" dot>{t`وصل متأخرًا، ينتظر القرار`}</Badge>;
    case 'draft':
      return <Badge>{t`مسودة متأخرة`}</Badge>;
    case 'admitted':
      return <Badge tone="success" dot>{t`متأخر احتُسب`}</Badge>;
    case 'refused':
      return <Badge dot>{t`متأخر لم يُحتسب`}</Badge>;
    default:
      return null;
  }
}

export function LateNotice({ late }: { late: Late | null | undefined }) {
  const { t } = useLingui();
  if (!late) return null;
  const reason = late.reason ? <p dir="auto">{late.reason}</p> : null;
  switch (late.state) {
    case 'waiting':
      return (
        <Notice tone="warning" title={t`وصل عملك متأخرًا وينتظر القرار`}>
          {t`استُلم في المهلة وحُفظ. يُحتسب إن قبله شخصان من إدارة الدورة، ويصلك بريد بما يتقرّر.`}
        </Notice>
      );
    case 'draft':
      return (
        <Notice tone="warning" title={t`وصلت مسودتك متأخرة`}>
          {t`حُفظت، ولا يُبتّ إلا فيما أرسلته قبل الإغلاق.`}
        </Notice>
      );
    case 'admitted':
      return (
        <Notice tone="success" title={t`احتُسب عملك المتأخر`}>
          {reason}
        </Notice>
      );
    default:
      return (
        <Notice title={t`لم يُحتسب عملك المتأخر`}>
          {reason}
          <p>{t`هو باقٍ في سجل نسخك.`}</p>
        </Notice>
      );
  }
}
