// One order on its page: what is there, in which places, and what a move does and says.
import { useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { contentOfOrder, orderKey, scoresOf, tiersOf } from '../../../offline/order';
import { useFormat } from '../../../shared/i18n/react';
import { useSaverOf } from '../useSaver';
import { type Entry, left, placeOf, type Ranking, type Tiers } from './model';

export function useOrder(ranking: Ranking) {
  const { t } = useLingui();
  const format = useFormat();
  const { saver, shown, ready } = useSaverOf({
    ...ranking,
    id: orderKey(ranking.ranking_id),
    about: {
      number: null,
      criteria: ranking.entries.map(({ entry_id, number }) => ({ criterion_id: entry_id, code: String(number) })),
    },
    content: contentOfOrder(ranking),
    total: null,
  });
  const [told, setTold] = useState('');
  const { scores } = shown.content;
  const byId = useMemo(() => new Map(ranking.entries.map((entry) => [entry.entry_id, entry])), [ranking.entries]);
  const tiers = useMemo(() => left(tiersOf(scores), new Set(byId.keys())), [scores, byId]);
  const placed = useMemo(() => new Set(tiers.flat()), [tiers]);
  const named = (id: string): Entry | undefined => byId.get(id);
  // Those that share a place stand by number, so that nothing jumps when they come to share it.
  const inOrder = tiers.flatMap((tier) => tier.flatMap((id) => named(id) ?? []).sort((a, b) => a.number - b.number));
  const unplaced = ranking.entries.filter((entry) => !placed.has(entry.entry_id));
  const change = (next: Tiers, moved?: string) => {
    if (next === tiers) return;
    saver.change({ ...shown.content, scores: scoresOf(next) });
    const entry = moved === undefined ? undefined : named(moved);
    if (!entry) return;
    const number = format.number(entry.number, { useGrouping: false });
    const place = placeOf(next, entry.entry_id);
    setTold(place === null ? t`المشاركة ${number} بلا مرتبة` : t`المشاركة ${number}: المرتبة ${format.number(place)}`);
  };
  return { saver, shown, ready, tiers, rows: [...inOrder, ...unplaced], unplaced, change, told };
}
