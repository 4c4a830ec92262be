// How much each part of a juror's fit counts in a plan, beside what is known of it.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { FormSection } from '../../../shared/ui/Layout';
import { NumberField } from '../../../shared/ui/NumberField';
import type { Weights } from '../model/goal';

const MOST = 10;

export function PlanWeights({
  weights,
  jurors,
  onChange,
}: {
  weights: Weights;
  jurors: readonly { bids: number }[];
  onChange: (weights: Weights) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const bidders = jurors.filter((one) => one.bids > 0).length;
  const field = (name: keyof Weights, label: string, help: string) => (
    <NumberField
      label={label}
      help={help}
      value={weights[name] ?? 0}
      onChange={(value) => onChange({ ...weights, [name]: value ?? 0 })}
      minValue={0}
      maxValue={MOST}
    />
  );
  return (
    <FormSection title={t`وزن الملاءمة`} help={t`من صفر إلى ${format.number(MOST)}. ما وزنه صفر لا يُراعى.`}>
      <div className="tk-grid">
        {field('expertise', t`الخبرة`, t`ما سُجّل من خبرة المحكّم في مجال المشاركة.`)}
        {field('language', t`اللغة`, t`قراءة المحكّم لغة المشاركة.`)}
        {field(
          'bid',
          t`الرغبة`,
          bidders === 0
            ? t`لم يُبدِ أحد رغبة بعد، فلا أثر لوزنها.`
            : t`أبدى ${format.number(bidders)} من ${format.number(jurors.length)} رغباتهم. من لم يُبدها لا تُحسب عليه.`,
        )}
      </div>
    </FormSection>
  );
}
