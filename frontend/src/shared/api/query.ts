// TanStack Query over the typed client. A key is [path template, parameters]: invalidating the template
// refreshes every answer of that path.
import { QueryClient, type QueryKey, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api, must } from './client';
import { Problem } from './problem';
import type { paths } from './schema';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        error instanceof Problem && error.status >= 400 && error.status < 500 ? false : failures < 2,
      refetchOnWindowFocus: true,
      // Asked once also without a network: a device may keep the answer.
      networkMode: 'offlineFirst',
    },
    // Sent at once or refused at once: nothing waits for the network, to be sent by itself later.
    mutations: { retry: false, networkMode: 'always' },
  },
});

type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;
type Get<P extends keyof paths> = paths[P] extends { get: infer Op } ? Op : never;
export type GetPath = { [P in keyof paths]: Get<P> extends { responses: { 200: unknown } } ? P : never }[keyof paths];
export type Answer<P extends GetPath> = Get<P> extends { responses: { 200: infer R } } ? Json<R> : never;
export type PathParams<P extends GetPath> = Get<P> extends { parameters: { path: infer X } } ? X : undefined;
export type QueryParams<P extends GetPath> = Get<P> extends { parameters: { query?: infer X } } ? X : undefined;

/** Paths that answer `{items, total, page, size}`, and what their items are. */
export type ListPath = { [P in GetPath]: Answer<P> extends { items: unknown[]; total: number } ? P : never }[GetPath];
export type ListItem<P extends ListPath> = Answer<P> extends { items: (infer Row)[] } ? Row : never;

export interface GetOptions<P extends GetPath> {
  path?: PathParams<P>;
  query?: QueryParams<P>;
  enabled?: boolean;
  refetchInterval?: number | false;
}

export const keyOf = (template: string, path?: unknown, query?: unknown): QueryKey =>
  path === undefined && query === undefined ? [template] : [template, path ?? null, query ?? null];

export function getOptions<P extends GetPath>(template: P, options: GetOptions<P> = {}) {
  return {
    queryKey: keyOf(template, options.path ?? null, options.query ?? null),
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Answer<P>> =>
      must(
        (api.GET as unknown as (t: string, i: unknown) => Promise<{ data?: Answer<P>; response: Response }>)(template, {
          params: { path: options.path, query: options.query },
          signal,
        }),
      ) as Promise<Answer<P>>,
  };
}

/** `const programme = useGet('/api/v1/programmes/{programme_id}', { path: { programme_id } })` */
export function useGet<P extends GetPath>(template: P, options: GetOptions<P> = {}): UseQueryResult<Answer<P>> {
  return useQuery<Answer<P>>({
    ...getOptions(template, options),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
  });
}

/** After a change: `await refreshPaths('/api/v1/programmes', '/api/v1/programmes/{programme_id}')`. */
export async function refreshPaths(...templates: GetPath[]): Promise<void> {
  await Promise.all(templates.map((template) => queryClient.invalidateQueries({ queryKey: [template] })));
}
