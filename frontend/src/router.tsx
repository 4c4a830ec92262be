// Assembles the route tree. Features bring their routes (features.ts); here only the parents get their frames.
import { createRouter, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { PageError } from './app/ErrorBoundary';
import { Loading, Root } from './app/Root';
import { routesUnder } from './features';
import { isMissing } from './shared/api/problem';
import { getOptions, queryClient } from './shared/api/query';
import { resume } from './shared/api/session';
import { enter } from './shared/me';
import * as parents from './shared/router/parents';
import { parseSearch, stringifySearch } from './shared/router/search';

const NotFound = lazyRouteComponent(() => import('./app/NotFound'), 'NotFound');

parents.rootRoute.update({ component: Root, notFoundComponent: NotFound });

parents.publicRoute.update({ component: lazyRouteComponent(() => import('./app/PublicFrame'), 'PublicFrame') });

parents.signedInRoute.update({
  component: lazyRouteComponent(() => import('./app/shell/Shell'), 'Shell'),
  beforeLoad: async ({ location }: { location: { href: string } }) => {
    if (!(await resume())) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  loader: enter,
} as never);

// An edition that is not there for this reader has no pages.
parents.editionRoute.update({
  component: lazyRouteComponent(() => import('./app/EditionFrame'), 'EditionFrame'),
  notFoundComponent: NotFound,
  loader: async ({ params: { editionId } }: { params: { editionId: string } }) => {
    const edition = getOptions('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
    await queryClient.ensureQueryData(edition).catch((error: unknown) => {
      if (isMissing(error)) throw notFound();
    });
  },
} as never);

const routeTree = parents.rootRoute.addChildren([
  parents.publicRoute.addChildren(routesUnder('public')),
  parents.signedInRoute.addChildren([
    ...routesUnder('signedIn'),
    parents.editionRoute.addChildren(routesUnder('edition')),
    parents.entrantRoute.addChildren(routesUnder('entrant')),
    parents.jurorRoute.addChildren(routesUnder('juror')),
    parents.approverRoute.addChildren(routesUnder('approver')),
    parents.auditorRoute.addChildren(routesUnder('auditor')),
    parents.adminRoute.addChildren(routesUnder('admin')),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: '/app',
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultPendingMs: 300,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  trailingSlash: 'never',
  parseSearch,
  stringifySearch,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
