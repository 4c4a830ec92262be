// Who judges what: the board of a round, and plans that are made, shown and applied.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { editionRoute } from '../../shared/router/parents';

const board = createRoute({
  getParentRoute: () => editionRoute,
  path: '/assignments',
  component: page('assignments', () => import('./pages/AssignmentsPage'), 'AssignmentsPage'),
});
const newPlan = createRoute({
  getParentRoute: () => editionRoute,
  path: '/assignments/plans/new',
  component: page('assignments', () => import('./pages/NewPlanPage'), 'NewPlanPage'),
});
const plan = createRoute({
  getParentRoute: () => editionRoute,
  path: '/assignments/plans/$planId',
  component: page('assignments', () => import('./pages/PlanPage'), 'PlanPage'),
});

export const assignments = defineFeature({
  routes: { edition: [board, newPlan, plan] },
  navigation: [
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'judging',
      to: '/editions/$editionId/assignments',
      label: msg`الإسناد`,
      icon: 'list',
      order: 5,
      roles: ['organiser', 'auditor'],
    },
  ],
});
