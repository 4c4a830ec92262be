// The list's state: what the reader chose (in the URL) and the server's answer to it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { download } from '../../api/client';
import { fillPath } from '../../api/core';
import { getOptions, type ListItem, type ListPath } from '../../api/query';
import { type UrlState, useUrlState } from '../../router/urlState';
import { notifyProblem } from '../Notice';
import type { DataListProps } from './types';

export { fillPath };

interface Answer<Row> {
  items: Row[];
  total: number;
  page: number;
  size: number;
}

/** Parameters of the list and of the page that are no filters. */
const OWN = ['q', 'sort', 'page', 'size', 'tab', 'lang'];

export function useList<P extends ListPath>(props: DataListProps<P>) {
  type Row = ListItem<P>;
  const { source, path, query, filters = [], defaultSort, urlPrefix, pageSize = 25, refetchInterval } = props;
  const [url, setUrl] = useUrlState(urlPrefix);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [busyCsv, setBusyCsv] = useState(false);
  const sort = url.sort ?? defaultSort;
  const chosen: Record<string, unknown> = { ...query };
  for (const filter of filters) if (url[filter.id]) chosen[filter.id] = url[filter.id];
  // What `moreFilters` keeps in the URL narrows the list as the filters do.
  const more = props.moreFilters ? Object.keys(url).filter((key) => url[key] && !OWN.includes(key)) : [];
  for (const key of more) chosen[key] = url[key];
  if (url.q) chosen.q = url.q;
  if (sort) chosen.sort = sort;
  const paged = { ...chosen, page: Math.max(1, Number(url.page) || 1), size: Number(url.size) || pageSize };
  const options = getOptions(source, { path, query: paged } as never);
  const answer = useQuery({
    queryKey: options.queryKey,
    queryFn: options.queryFn as unknown as (context: { signal: AbortSignal }) => Promise<Answer<Row>>,
    placeholderData: keepPreviousData,
    ...(refetchInterval ? { refetchInterval } : {}),
  });
  /** Any change of what is listed starts again at the first page and drops the selection. */
  const choose = (change: UrlState): void => {
    if (selected.size > 0) setSelected(new Set());
    setUrl({ page: undefined, ...change });
  };
  const saveCsv = async (): Promise<void> => {
    setBusyCsv(true);
    try {
      const name = `${source.split('/').at(-1)}.csv`;
      await download(fillPath(source, (path ?? {}) as Record<string, unknown>, { ...chosen, format: 'csv' }), name);
    } catch (error) {
      notifyProblem(error);
    } finally {
      setBusyCsv(false);
    }
  };
  const narrowed = Boolean(url.q) || filters.some((filter) => url[filter.id]) || more.length > 0;
  const clear = (): void =>
    choose(Object.fromEntries(['q', ...filters.map((filter) => filter.id), ...more].map((key) => [key, undefined])));
  return { answer, url, sort, paged, choose, clear, narrowed, selected, setSelected, saveCsv, busyCsv };
}
