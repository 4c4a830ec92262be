// What a feature hands to the router: its routes by parent, and its lines of the side navigation.
import type { AnyRoute } from '@tanstack/react-router';
import type { NavItem } from './workspaces';

export type Parent = 'public' | 'signedIn' | 'edition' | 'entrant' | 'juror' | 'approver' | 'auditor' | 'admin';
type Given = Partial<Record<Parent, readonly AnyRoute[]>>;
type Full<R extends Given> = { [P in Parent]: R[P] extends readonly AnyRoute[] ? R[P] : readonly [] };

export interface Feature<R extends Given = Given> {
  routes: Full<R>;
  navigation: readonly NavItem[];
}

export function defineFeature<const R extends Given>(given: {
  routes: R;
  navigation?: readonly NavItem[];
}): Feature<R> {
  const none = { public: [], signedIn: [], edition: [], entrant: [], juror: [], approver: [], auditor: [], admin: [] };
  return { routes: { ...none, ...given.routes } as unknown as Full<R>, navigation: given.navigation ?? [] };
}
