// Lazy pages, and the typed way to read where we are.
import { lazyRouteComponent, useParams } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { loadFeature } from '../i18n/i18n';

/** `component: page('entries', () => import('./pages/Entries'), 'EntriesPage')`: the page and its words, on first use. */
export function page<M extends Record<string, unknown>, K extends keyof M & string>(
  feature: string,
  load: () => Promise<M>,
  name: K,
) {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), loadFeature(feature)]);
    return module as unknown as Record<K, ComponentType>;
  }, name);
}

/** A path parameter that the route certainly has: `const editionId = useParam('editionId')`. */
export function useParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  const value = params[name];
  if (value === undefined) throw new Error(`this route has no parameter ${name}`);
  return value;
}
