// A leaf's scale in a few words.
import { Plural, Trans } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { type Fraction, plain } from '../model/fraction';
import { scaleOf } from '../model/shares';
import type { NodeDraft } from '../model/tree';

export function useAmount(): (value: Fraction, places?: number) => string {
  const format = useFormat();
  return (value, places = 3) => format.number(Number(plain(value, places)), { maximumFractionDigits: places });
}

export function ScaleSummary({ node }: { node: NodeDraft }) {
  const amount = useAmount();
  const scale = scaleOf(node);
  if (!scale)
    return (
      <span className="tk-editions-warn">
        <Icon name="warning" size={16} />
        <Trans>المقياس غير مكتمل</Trans>
      </span>
    );
  if (node.mode === 'levels')
    return (
      <Plural
        value={node.levels.length}
        zero="بلا مستويات"
        one="مستوى واحد"
        two="مستويان"
        few="# مستويات"
        many="# مستوى"
        other="# مستوى"
      />
    );
  const [low, high, by] = [amount(scale.low), amount(scale.high), scale.step ? amount(scale.step) : ''];
  return scale.step && scale.step.n === 1n && scale.step.d === 1n ? (
    <Trans>
      من {low} إلى {high}
    </Trans>
  ) : (
    <Trans>
      من {low} إلى {high} بخطوة {by}
    </Trans>
  );
}
