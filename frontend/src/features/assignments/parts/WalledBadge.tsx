// A juror may no longer read an entry, and holds it still.
import { useLingui } from '@lingui/react/macro';
import { Badge } from '../../../shared/ui/Badge';

export function WalledBadge() {
  const { t } = useLingui();
  return <Badge tone="error">{t`تعارض مصالح`}</Badge>;
}
