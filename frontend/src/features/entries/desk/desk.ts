// The screening desk's shapes, its way through the queue, and what follows each act.
import { useSearch } from '@tanstack/react-router';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';

export type Desk = components['schemas']['DeskEntry'];
export type Decision = components['schemas']['ScreeningDecisionOut'];
export type Decided = components['schemas']['Decided'];
export type Flag = components['schemas']['Flag'];
export type EntryState = components['schemas']['EntryState'];

export interface Narrowed {
  state?: EntryState;
  category_id?: string;
  flag?: Flag;
  screener?: string;
  q?: string;
  sort?: string;
}

/** What the queue is narrowed to, as the URL says: an entry opened from it keeps its place. */
export function useNarrowed(): Narrowed {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const { state, category_id, flag, screener, q, sort } = search;
  return Object.fromEntries(
    Object.entries({ state, category_id, flag, screener, q, sort }).filter(([, value]) => value),
  ) as Narrowed;
}

/** Everything that shows where entries stand. */
export const refreshDesk = (): Promise<unknown> =>
  refreshPaths(
    '/api/v1/entries/{entry_id}',
    '/api/v1/entries/{entry_id}/screening',
    '/api/v1/editions/{edition_id}/screening',
    '/api/v1/editions/{edition_id}/screening/place/{entry_id}',
    '/api/v1/editions/{edition_id}/screening/people',
    '/api/v1/editions/{edition_id}/duplicates',
    '/api/v1/editions/{edition_id}/entries',
    '/api/v1/home/organiser/{edition_id}',
  );
