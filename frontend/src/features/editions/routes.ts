// Programmes and their editions: the pattern that the other features copy.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { editionRoute, signedInRoute } from '../../shared/router/parents';

const programmes = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/programmes',
  staticData: { workspace: 'organiser' },
  component: page('editions', () => import('./pages/ProgrammesPage'), 'ProgrammesPage'),
});
const programme = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/programmes/$programmeId',
  staticData: { workspace: 'organiser' },
  component: page('editions', () => import('./pages/ProgrammePage'), 'ProgrammePage'),
});
const overview = createRoute({
  getParentRoute: () => editionRoute,
  path: '/',
  component: page('editions', () => import('./pages/EditionPage'), 'EditionPage'),
});

export const editions = defineFeature({
  routes: { signedIn: [programmes, programme], edition: [overview] },
  navigation: [
    { workspace: 'organiser', to: '/programmes', label: msg`البرامج والدورات`, icon: 'award', order: 1 },
    {
      workspace: 'organiser',
      scope: 'edition',
      to: '/editions/$editionId',
      label: msg`نظرة عامة`,
      icon: 'home',
      order: 0,
    },
  ],
});
