// Pins and forbids that the plan does not know: their entry left the race, or their juror is not on the panel.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';
import type { Plan } from './PlanParts';

export function PlanGone({ plan }: { plan: Plan }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = (one: Plan['gone_pins'][number]): string => {
    const number =
      one.number === null ? t`مشاركة غير معروفة` : t`المشاركة رقم ${format.number(one.number, { useGrouping: false })}`;
    return `${number} – ${format.name(one) || t`محكّم غير معروف`}`;
  };
  const parts = [
    { id: 'pins', title: t`ثُبّت ما ليس في الخطة`, rows: plan.gone_pins },
    { id: 'forbids', title: t`مُنع ما ليس في الخطة`, rows: plan.gone_forbids },
  ].filter((part) => part.rows.length > 0);
  return parts.map((part) => (
    <Notice key={part.id} tone="warning" title={part.title}>
      {t`هذه الأزواج بلا أثر: خرجت المشاركة مما يحكَّم في الخطة، أو لم يعد المحكّم ممن تُسند إليهم.`}
      <ul className="tk-assignments-options">
        {part.rows.map((one) => (
          <li key={`${one.entry_id} ${one.juror_id}`}>
            <bdi>{words(one)}</bdi>
          </li>
        ))}
      </ul>
    </Notice>
  ));
}
