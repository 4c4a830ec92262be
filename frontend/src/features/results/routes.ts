// Standings, decisions, the approval and the publication of an edition.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { editionRoute, jurorRoute } from '../../shared/router/parents';

const standings = createRoute({
  getParentRoute: () => editionRoute,
  path: '/results',
  component: page('results', () => import('./pages/ResultsPage'), 'ResultsPage'),
});
const entry = createRoute({
  getParentRoute: () => editionRoute,
  path: '/results/entries/$entryId',
  component: page('results', () => import('./pages/EntryResultPage'), 'EntryResultPage'),
});
const fairness = createRoute({
  getParentRoute: () => editionRoute,
  path: '/results/fairness',
  component: page('results', () => import('./pages/FairnessPage'), 'FairnessPage'),
});
const approval = createRoute({
  getParentRoute: () => editionRoute,
  path: '/approval',
  component: page('results', () => import('./pages/ApprovalPage'), 'ApprovalPage'),
});
const advancement = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/advancement',
  component: page('results', () => import('./pages/AdvancementPage'), 'AdvancementPage'),
});
const outcomes = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/outcomes',
  component: page('results', () => import('./pages/OutcomesPage'), 'OutcomesPage'),
});
const chairOutcomes = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/outcomes/$roundId',
  component: page('results', () => import('./pages/OutcomesPage'), 'ChairOutcomesPage'),
});
const ties = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/ties/$editionId',
  component: page('results', () => import('./pages/ResultsPage'), 'ResultsPage'),
});

export const results = defineFeature({
  routes: { edition: [standings, entry, fairness, approval, advancement, outcomes], juror: [ties, chairOutcomes] },
  navigation: [
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'results',
      to: '/editions/$editionId/results',
      label: msg`الترتيب والقرارات`,
      icon: 'award',
      order: 1,
      roles: ['organiser', 'approver', 'auditor', 'chair'],
    },
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'results',
      to: '/editions/$editionId/approval',
      label: msg`الاعتماد والنشر`,
      icon: 'seal',
      order: 2,
      roles: ['organiser', 'approver', 'auditor', 'chair'],
    },
  ],
});
