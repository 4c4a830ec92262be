// What a criterion weighs in the whole: the percentage, exact or marked as rounded, and a bar.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { decimals, exactIn, type Fraction, fraction, times } from '../model/fraction';
import '../rubric.css';

export function useShareText(): (share: Fraction) => string {
  const format = useFormat();
  return (share) => {
    const percent = times(share, fraction(100));
    const shown = format.number(Number(decimals(percent, 2)) / 100, { style: 'percent', maximumFractionDigits: 2 });
    return exactIn(percent, 2) ? shown : `≈ ${shown}`;
  };
}

export function Share({ share, of }: { share: Fraction | undefined; of: string }) {
  const { t } = useLingui();
  const text = useShareText();
  if (!share) return <Badge>{t`لا يُحتسب`}</Badge>;
  const exact = `${share.n}/${share.d}`;
  const width = (Number(share.n) / Number(share.d)) * 100;
  return (
    <span className="tk-editions-share" title={share.d === 1n ? undefined : exact}>
      <span className="tk-hidden">{t`وزن ${of} من المجموع:`}</span>
      <span>{text(share)}</span>
      <span className="tk-editions-share-bar" aria-hidden="true">
        <span style={{ inlineSize: `${width}%` }} />
      </span>
    </span>
  );
}
