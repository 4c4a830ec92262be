// The routes that features hang their pages on. router.tsx gives them their components.
import { createRootRoute, createRoute } from '@tanstack/react-router';
import type { Workspace } from './workspaces';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** whose side navigation to show */
    workspace?: Workspace;
    /** 'focus': no side navigation, the page fills the window (the juror's desk) */
    layout?: 'focus';
  }
}

/** Search parameters are plain strings; lists keep their q, sort, page and filters here. */
export type Search = Record<string, string | undefined>;
const validateSearch = (search: Record<string, unknown>): Search =>
  Object.fromEntries(
    Object.entries(search).map(([key, value]) => [key, value === undefined ? undefined : String(value)]),
  );

export const rootRoute = createRootRoute({ validateSearch });

/** Pages without a session: sign-in, registration, reset, invitation. */
export const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: 'public' });
/** Pages behind sign-in, inside the shell. */
export const signedInRoute = createRoute({ getParentRoute: () => rootRoute, id: 'in' });

/** /editions/$editionId/… for the organiser: the side navigation shows the edition. */
export const editionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/editions/$editionId',
  staticData: { workspace: 'organiser' },
});
export const entrantRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/entrant',
  staticData: { workspace: 'entrant' },
});
export const jurorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/juror',
  staticData: { workspace: 'juror' },
});
export const approverRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/approver',
  staticData: { workspace: 'approver' },
});
export const auditorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/auditor',
  staticData: { workspace: 'auditor' },
});
export const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/admin',
  staticData: { workspace: 'admin' },
});
