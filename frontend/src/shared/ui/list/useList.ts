// The list's state: what the reader chose (in the URL), and the rows that answer it: the server's, or the page's own.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { fillPath } from '../../api/core';
import { download } from '../../api/download';
import { getOptions, keyOf, type ListItem, type ListPath, queryClient } from '../../api/query';
import type { components } from '../../api/schema';
import type { Cell } from '../../csv';
import { type UrlState, useUrlState } from '../../router/urlState';
import { saveCsv } from '../../saveCsv';
import { notifyProblem } from '../Notice';
import { arrange } from './held';
import type { HeldListProps, ListLook, ServedListProps } from './types';

type Edition = components['schemas']['StaffEdition'];

/** Parameters of the list and of the page that are no filters. */
const OWN = ['q', 'sort', 'page', 'size', 'tab', 'lang'];

export interface ListState {
  url: UrlState;
  sort: string | undefined;
  page: number;
  size: number;
  /** q and the filters, by their names */
  chosen: Record<string, string | undefined>;
  narrowed: boolean;
  choose: (change: UrlState) => void;
  clear: () => void;
  selected: ReadonlySet<string>;
  setSelected: (ids: ReadonlySet<string>) => void;
}

/** What is shown: `data` is missing while it is read or when it was refused. */
export interface Shown<Row> {
  data: { items: readonly Row[]; total: number } | undefined;
  error: unknown;
  isFetching: boolean;
  retry: () => void;
  saveCsv: () => Promise<void>;
}

export function useListState<Row>(props: ListLook<Row>): ListState {
  const { filters = [], defaultSort, urlPrefix, pageSize = 25 } = props;
  const [url, setUrl] = useUrlState(urlPrefix);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  // What `moreFilters` keeps in the URL narrows the list as the filters do.
  const more = props.moreFilters ? Object.keys(url).filter((key) => url[key] && !OWN.includes(key)) : [];
  const names = ['q', ...filters.map((filter) => filter.id), ...more];
  const chosen = Object.fromEntries(names.flatMap((name) => (url[name] ? [[name, url[name]]] : [])));
  /** Any change of what is listed starts again at the first page and drops the selection. */
  const choose = (change: UrlState): void => {
    if (selected.size > 0) setSelected(new Set());
    setUrl({ page: undefined, ...change });
  };
  return {
    url,
    sort: url.sort ?? defaultSort,
    page: Math.max(1, Number(url.page) || 1),
    size: Number(url.size) || pageSize,
    chosen,
    narrowed: Object.keys(chosen).length > 0,
    choose,
    clear: () => choose(Object.fromEntries(names.map((name) => [name, undefined]))),
    selected,
    setSelected,
  };
}

export function useServed<P extends ListPath>(props: ServedListProps<P>, list: ListState): Shown<ListItem<P>> {
  const { source, path, query, csvQuery, refetchInterval } = props;
  const { editionId = '' } = useParams({ strict: false }) as { editionId?: string };
  // The file shows its times on the edition's clock, where the page is about one.
  const zone = (): { zone?: string } => {
    const edition = queryClient.getQueryData<Edition>(
      keyOf('/api/v1/editions/{edition_id}', { edition_id: editionId }, null),
    );
    return edition ? { zone: edition.timezone } : {};
  };
  const asked = { ...query, ...list.chosen, ...(list.sort ? { sort: list.sort } : {}) };
  const options = getOptions(source, { path, query: { ...asked, page: list.page, size: list.size } } as never);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: options.queryKey,
    queryFn: options.queryFn as unknown as (context: {
      signal: AbortSignal;
    }) => Promise<{ items: ListItem<P>[]; total: number }>,
    placeholderData: keepPreviousData,
    ...(refetchInterval ? { refetchInterval } : {}),
  });
  return {
    data,
    error,
    isFetching,
    retry: () => void refetch(),
    saveCsv: () =>
      download(
        fillPath(source, (path ?? {}) as Record<string, unknown>, { ...asked, ...zone(), ...csvQuery, format: 'csv' }),
        `${source.split('/').at(-1)}.csv`,
      ).catch(notifyProblem),
  };
}

export function useHeld<Row>(props: HeldListProps<Row>, list: ListState): Shown<Row> {
  const { rows, rules, columns, fileName } = props;
  const all = arrange(rows, rules, { ...list.chosen, sort: list.sort });
  const pages = Math.max(1, Math.ceil(all.length / list.size));
  const from = (Math.min(list.page, pages) - 1) * list.size;
  const plain = (row: Row): Cell[] =>
    columns.map((column) => {
      const cell = column.plain ? column.plain(row) : column.cell(row);
      return typeof cell === 'string' || typeof cell === 'number' ? cell : null;
    });
  return {
    data: { items: all.slice(from, from + list.size), total: all.length },
    error: null,
    isFetching: false,
    retry: () => undefined,
    saveCsv: async () => saveCsv(`${fileName}.csv`, [columns.map((column) => column.header), ...all.map(plain)]),
  };
}
