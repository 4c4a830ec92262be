// The juror's queue: read whole and held in memory, so that it is searched, sorted and walked as the juror sees it.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { withActs } from '../../offline/acts';
import { api, must } from '../../shared/api/client';
import { keyOf } from '../../shared/api/query';
import type { components } from '../../shared/api/schema';
import type { Format } from '../../shared/i18n/react';
import type { UrlState } from '../../shared/router/urlState';
import { arrange, type Rules } from '../../shared/ui/list/held';
import { useActs } from './useOutbox';

export type Item = components['schemas']['QueueItem'];

/** The whole queue of a round, part by part. */
async function wholeQueue(round: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const part: components['schemas']['Queue'] = await must(
      api.GET('/api/v1/juror/evaluations', { params: { query: { round, ...(after ? { after } : {}) } } }),
    );
    items.push(...part.items);
    after = part.next;
  } while (after !== null);
  return items;
}

/** As the juror has left it, though the server may not know yet. */
export function useQueue(round: string) {
  const acts = useActs();
  const queue = useQuery({
    queryKey: keyOf('/api/v1/juror/evaluations', null, { round }),
    queryFn: () => wholeQueue(round),
  });
  const data = useMemo(() => queue.data && withActs(queue.data, acts), [queue.data, acts]);
  return { ...queue, data };
}

/** What was submitted counts until it is submitted again: reopened, it is neither to do nor a draft. */
export const standing = (item: Item): 'none' | 'draft' | 'submitted' | 'reopened' =>
  item.reopened ? 'reopened' : item.state;

/** Put off by its juror, and still to be submitted. */
export const isPutOff = (item: Item): boolean => item.later && standing(item) !== 'submitted';

export const queueRules = ({ pick }: Pick<Format, 'pick'>): Rules<Item> => ({
  text: (item) => `${item.number} ${item.title_ar} ${item.title_en}`,
  filters: {
    state: (item, wanted) => {
      const at = standing(item);
      if (wanted === 'later') return isPutOff(item);
      return wanted === 'todo' ? (at === 'none' || at === 'draft') && !item.later : at === wanted;
    },
    category: (item, wanted) => item.category_id === wanted,
  },
  sorts: {
    number: (item) => item.number,
    title: (item) => pick(item.title_ar, item.title_en),
    category: (item) => pick(item.category_ar, item.category_en),
    state: (item) => ['none', 'draft', 'reopened', 'submitted'].indexOf(standing(item)),
  },
});

/** What the juror chose in their list: it goes with them from entry to entry and back. */
export const viewOf = ({ round, q, state, category, sort, page }: UrlState): UrlState => ({
  round,
  q,
  state,
  category,
  sort,
  page,
});

export interface Place {
  /** from 1 */
  at: number;
  of: number;
  previous: string | null;
  next: string | null;
}

/** Where an evaluation stands in the list as the juror sees it. It keeps its place while they are at it, and what they
 * `walked` through since they left the list does, though it may no longer match: what was just submitted has left 'to
 * do', and the way back leads to it. Null where the queue does not hold it. */
export function placeIn(
  items: readonly Item[],
  rules: Rules<Item>,
  view: UrlState,
  id: string,
  walked: ReadonlySet<string> = new Set(),
): Place | null {
  const list = arrange(items, rules, view, (item) => item.evaluation_id === id || walked.has(item.evaluation_id));
  const at = list.findIndex((item) => item.evaluation_id === id);
  if (at < 0) return null;
  const idAt = (index: number) => list[index]?.evaluation_id ?? null;
  return { at: at + 1, of: list.length, previous: idAt(at - 1), next: idAt(at + 1) };
}
