// The juror's queue, desk, conflicts and invitations.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { jurorRoute, signedInRoute } from '../../shared/router/parents';

const queue = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/',
  component: page('juror', () => import('./pages/QueuePage'), 'QueuePage'),
});
const desk = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/evaluations/$evaluationId',
  staticData: { layout: 'focus' },
  component: page('juror', () => import('./pages/DeskPage'), 'DeskPage'),
});
const rank = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/rankings/$rankingId',
  staticData: { layout: 'focus' },
  component: page('juror', () => import('./pages/RankPage'), 'RankPage'),
});
const conflicts = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/conflicts',
  component: page('juror', () => import('./pages/ConflictsPage'), 'ConflictsPage'),
});
const bids = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/rounds/$roundId/bids',
  component: page('juror', () => import('./pages/BidsPage'), 'BidsPage'),
});
const practice = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/rounds/$roundId/practice',
  staticData: { layout: 'focus' },
  component: page('juror', () => import('./pages/PracticePage'), 'PracticePage'),
});
const juries = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/jury',
  component: page('juror', () => import('./pages/JuriesPage'), 'JuriesPage'),
});

export const juror = defineFeature({
  routes: { juror: [queue, desk, rank, conflicts, bids, practice], signedIn: [juries] },
  navigation: [
    { workspace: 'juror', to: '/juror', label: msg`قائمتي`, icon: 'list', order: 0 },
    { workspace: 'juror', to: '/juror/conflicts', label: msg`تعارض المصالح`, icon: 'shield', order: 1 },
    { workspace: 'juror', to: '/jury', label: msg`عضويتي في اللجان`, icon: 'users', order: 2 },
  ],
});
