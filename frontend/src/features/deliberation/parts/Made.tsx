// What was agreed on, in a word.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import type { Agreed } from '../model';

export function Made({ agreed }: { agreed: Agreed | null }) {
  const { t } = useLingui();
  const format = useFormat();
  if (!agreed) return null;
  if (agreed.kind === 'score') return <Badge tone="primary">{t`توافق: ${format.decimal(agreed.total ?? '')}`}</Badge>;
  if (agreed.kind === 'rank')
    return <Badge tone="primary">{t`توافق: المركز ${format.number(agreed.place ?? 0)}`}</Badge>;
  return <Badge tone="neutral">{t`تبقى درجتها`}</Badge>;
}
