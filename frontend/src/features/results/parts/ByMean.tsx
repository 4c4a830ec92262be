// That a category is ranked by the mean in the place of the rulebook's method, and why.
import { useLingui } from '@lingui/react/macro';
import { Notice } from '../../../shared/ui/Notice';
import type { Row } from '../model';
import { meanWords } from '../words';

export function ByMean({ rows }: { rows: readonly Row[] }) {
  const { t, i18n } = useLingui();
  const before = (row: Row) => row.trace[0]?.rule === 'round';
  const why = rows.find((row) => !before(row))?.by_mean;
  if (why) return <Notice>{i18n._(meanWords[why])}</Notice>;
  if (!rows.some((row) => before(row) && row.by_mean)) return null;
  return <Notice>{t`ما رُتّب هنا بجولة أسبق فبالمتوسط، إذ لا تُقارن شدّة المحكّمين فيها.`}</Notice>;
}
