// What one word does to each of many entries: those that need a look first, with their rules and why they are left.
import { Plural, useLingui } from '@lingui/react/macro';
import { Problem } from '../../../shared/api/problem';
import { problemText } from '../../../shared/api/problems';
import type { components } from '../../../shared/api/schema';
import { RuleStates } from '../../../shared/entry/RuleStates';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { Checkbox } from '../../../shared/ui/Choice';
import { Icon } from '../../../shared/ui/Icon';
import type { EntryState } from './desk';

type Shown = components['schemas']['Bulk'];
type Row = Shown['rows'][number];
const MOST = 200;

export interface BulkRowsProps {
  shown: Shown;
  /** entries that go although they do not meet a rule */
  despite: readonly string[];
  setDespite: (ids: string[]) => void;
}

function What({ row }: { row: Row }) {
  const { t } = useLingui();
  const format = useFormat();
  if (row.refused)
    return (
      <span className="tk-small tk-desk-why">
        <Icon name="warning" size={16} />
        {problemText(new Problem(409, row.refused.code, row.refused.facts))}
      </span>
    );
  return (
    <span className="tk-row tk-gap-2 tk-small">
      <StateBadge of="entry" state={row.before as EntryState} />
      <Icon name="arrow-forward" size={16} />
      <StateBadge of="entry" state={row.after as EntryState} />
      {row.mailed.length > 0 ? (
        <span className="tk-soft">
          {t`يُراسَل:`}{' '}
          <bdi>{row.mailed.map((one) => format.name(one)).join(format.reader.language === 'ar' ? '، ' : ', ')}</bdi>
        </span>
      ) : null}
    </span>
  );
}

export function BulkRows({ shown, despite, setDespite }: BulkRowsProps) {
  const { t } = useLingui();
  const format = useFormat();
  // In this order whatever is chosen, so that no row jumps away under the pointer.
  const first = shown.rows.filter((row) => row.refused || row.rules.length > 0);
  const rest = shown.rows.filter((row) => !row.refused && row.rules.length === 0);
  const rows = [...first, ...rest.slice(0, MOST)];
  const hidden = shown.rows.length - rows.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <ul className="tk-desk-preview" tabIndex={0} aria-label={t`ما سيتغير`}>
      {rows.map((row) => {
        const chosen = despite.includes(row.id);
        const number = format.number(row.number, { useGrouping: false });
        return (
          <li key={row.id} data-refused={row.refused ? '' : undefined}>
            <span className="tk-strong">
              <bdi>{number}</bdi> <span dir="auto">{format.pick(row.title_ar, row.title_en)}</span>
            </span>
            {row.rules.length > 0 ? <RuleStates states={row.rules} /> : null}
            <What row={row} />
            {chosen || row.refused?.code === 'rules_not_met' ? (
              <Checkbox
                isSelected={chosen}
                onChange={(on) => setDespite(on ? [...despite, row.id] : despite.filter((one) => one !== row.id))}
              >
                {t`سجّل المشاركة رقم ${number} مستوفية رغم ذلك`}
              </Checkbox>
            ) : null}
          </li>
        );
      })}
      {hidden > 0 ? (
        <li className="tk-soft">
          <Plural
            value={hidden}
            zero="لا مشاركة أخرى."
            one="ومشاركة أخرى يشملها القرار."
            two="ومشاركتان أخريان يشملهما القرار."
            few="و# مشاركات أخرى يشملها القرار."
            many="و# مشاركة أخرى يشملها القرار."
            other="و# مشاركة أخرى يشملها القرار."
          />
        </li>
      ) : null}
    </ul>
  );
}
