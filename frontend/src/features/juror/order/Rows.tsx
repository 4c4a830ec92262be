// The entries in their order: dragged, or moved by buttons and keys; two may share a place.
import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { IconButton } from '../../../shared/ui/Button';
import { OrderList } from '../../../shared/ui/OrderList';
import { Jump } from './Jump';
import { down, drop, type Entry, isTied, jump, placeOf, type Tiers, tie, up } from './model';

interface RowsProps {
  rows: readonly Entry[];
  tiers: Tiers;
  unplaced: readonly Entry[];
  selected: string | null;
  isReadOnly: boolean;
  onSelect: (id: string | null) => void;
  onChange: (tiers: Tiers, moved: string) => void;
}

export function Rows({ rows, tiers, unplaced, selected, isReadOnly, onSelect, onChange }: RowsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [jumping, setJumping] = useState<Entry | null>(null);
  const numberOf = (entry: Entry) => format.number(entry.number, { useGrouping: false });
  const titleOf = (entry: Entry) => format.pick(entry.title_ar, entry.title_en);

  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-key]');
    const id = row?.dataset.key;
    if (!id || !event.altKey || isReadOnly) return;
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    const next =
      event.key === 'ArrowUp'
        ? up(tiers, id)
        : event.key === 'ArrowDown'
          ? down(tiers, id)
          : event.key === 'Enter'
            ? tie(tiers, id)
            : digit
              ? jump(tiers, id, Number(digit))
              : null;
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(next, id);
  };
  const firstUnplaced = unplaced[0]?.entry_id;
  return (
    <div onKeyDownCapture={onKey}>
      <OrderList
        label={t`ترتيبي`}
        rows={rows}
        rowId={(entry) => entry.entry_id}
        textOf={(entry) => `${numberOf(entry)} ${titleOf(entry)}`}
        handleOf={(entry) => t`اسحب المشاركة ${numberOf(entry)}`}
        standing={(entry) =>
          placeOf(tiers, entry.entry_id) !== null
            ? isTied(tiers, entry.entry_id)
              ? 'tied'
              : 'placed'
            : entry.entry_id === firstUnplaced
              ? 'first-unplaced'
              : 'unplaced'
        }
        selected={selected}
        onSelect={onSelect}
        onDrop={
          isReadOnly
            ? null
            : (ids, target) =>
                onChange(
                  drop(
                    tiers,
                    unplaced.map((one) => one.entry_id),
                    ids,
                    target,
                  ),
                  ids[0] ?? '',
                )
        }
      >
        {(entry) => {
          const id = entry.entry_id;
          const [number, place, tied] = [numberOf(entry), placeOf(tiers, id), isTied(tiers, id)];
          return (
            <div className="tk-rank-line">
              <span className="tk-rank-place">
                {place === null ? (
                  <Badge>{t`بلا مرتبة`}</Badge>
                ) : (
                  <>
                    <span className="tk-hidden">{t`المرتبة`}</span> <bdi>{format.number(place)}</bdi>
                  </>
                )}
              </span>
              <span className="tk-rank-title">
                <bdi className="tk-rank-number">{number}</bdi> <bdi dir="auto">{titleOf(entry)}</bdi>
                {tied ? (
                  <>
                    {' '}
                    <Badge tone="gold">{t`مناصفة`}</Badge>
                  </>
                ) : null}
              </span>
              {isReadOnly ? null : (
                // biome-ignore lint/a11y/noStaticElementInteractions: what its buttons do selects no row
                <span
                  className="tk-rank-acts"
                  onPointerDown={(event) => event.stopPropagation()}
                  onMouseDown={(event) => event.stopPropagation()}
                  onClick={(event) => event.stopPropagation()}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
                  }}
                >
                  <IconButton
                    icon="chevron-up"
                    label={place === null ? t`ضع ${number} في آخر الترتيب` : t`قدّم ${number}`}
                    onPress={() => onChange(up(tiers, id), id)}
                  />
                  <IconButton
                    icon="chevron-down"
                    label={t`أخّر ${number}`}
                    isDisabled={place === null}
                    onPress={() => onChange(down(tiers, id), id)}
                  />
                  <IconButton
                    icon={tied ? 'minus' : 'link'}
                    label={tied ? t`افصل ${number} عمّن يشاركها المرتبة` : t`سوِّ ${number} بما فوقها`}
                    onPress={() => onChange(tie(tiers, id), id)}
                  />
                  <IconButton icon="sort" label={t`انقل ${number} إلى مرتبة`} onPress={() => setJumping(entry)} />
                </span>
              )}
            </div>
          );
        }}
      </OrderList>
      {jumping ? (
        <Jump
          number={numberOf(jumping)}
          most={rows.length}
          at={placeOf(tiers, jumping.entry_id)}
          onClose={() => setJumping(null)}
          onJump={(place) => {
            onChange(jump(tiers, jumping.entry_id, place), jumping.entry_id);
            setJumping(null);
          }}
        />
      ) : null}
    </div>
  );
}
