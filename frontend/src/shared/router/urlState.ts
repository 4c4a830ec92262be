// State that belongs in the URL: filters, sorting, paging, the open tab.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

export type UrlState = Record<string, string | undefined>;

/** Reads search parameters, and changes some of them without adding a history entry. */
export function useUrlState(prefix = ''): [UrlState, (change: UrlState) => void] {
  const search = useSearch({ strict: false }) as UrlState;
  const navigate = useNavigate();
  const state = useMemo(() => {
    if (!prefix) return search;
    const own = Object.entries(search).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
  }, [search, prefix]);
  const change = useCallback(
    (wanted: UrlState) => {
      const changed = Object.fromEntries(
        Object.entries(wanted).map(([key, value]) => [prefix + key, value || undefined]),
      );
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: ((before: UrlState) => ({ ...before, ...changed })) as never,
      });
    },
    [navigate, prefix],
  );
  return [state, change];
}
