// Rounds, jurors, panels, conflicts and how far a round is; the chair's view of it.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { editionRoute, jurorRoute, signedInRoute } from '../../shared/router/parents';
import type { Role } from '../../shared/router/workspaces';

const rounds = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds',
  component: page('judging', () => import('./pages/RoundsPage'), 'RoundsPage'),
});
const newRound = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/new',
  component: page('judging', () => import('./pages/RoundFormPage'), 'NewRoundPage'),
});
const round = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId',
  component: page('judging', () => import('./pages/RoundPage'), 'RoundPage'),
});
const editRound = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/edit',
  component: page('judging', () => import('./pages/RoundFormPage'), 'EditRoundPage'),
});
const claims = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/not-applicable',
  component: page('judging', () => import('./pages/ClaimsPage'), 'ClaimsPage'),
});
const blind = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/blind',
  component: page('judging', () => import('./pages/BlindPage'), 'BlindPage'),
});
const blindEntry = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/blind/$entryId',
  component: page('judging', () => import('./pages/BlindEntryPage'), 'BlindEntryPage'),
});
const practice = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/practice',
  component: page('judging', () => import('./pages/PracticePage'), 'PracticePage'),
});
const late = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rounds/$roundId/late',
  component: page('judging', () => import('./pages/LatePage'), 'LatePage'),
});
const jurors = createRoute({
  getParentRoute: () => editionRoute,
  path: '/jurors',
  component: page('judging', () => import('./pages/JurorsPage'), 'JurorsPage'),
});
const newJuror = createRoute({
  getParentRoute: () => editionRoute,
  path: '/jurors/new',
  component: page('judging', () => import('./pages/JurorPage'), 'NewJurorPage'),
});
const directory = createRoute({
  getParentRoute: () => editionRoute,
  path: '/jurors/directory',
  component: page('judging', () => import('./pages/JurorDirectoryPage'), 'JurorDirectoryPage'),
});
const importJurors = createRoute({
  getParentRoute: () => editionRoute,
  path: '/jurors/import',
  component: page('judging', () => import('./pages/JurorsImportPage'), 'JurorsImportPage'),
});
const juror = createRoute({
  getParentRoute: () => editionRoute,
  path: '/jurors/$jurorId',
  component: page('judging', () => import('./pages/JurorPage'), 'JurorPage'),
});
const panels = createRoute({
  getParentRoute: () => editionRoute,
  path: '/panels',
  component: page('judging', () => import('./pages/PanelsPage'), 'PanelsPage'),
});
const conflicts = createRoute({
  getParentRoute: () => editionRoute,
  path: '/conflicts',
  component: page('judging', () => import('./pages/ConflictsPage'), 'ConflictsPage'),
});
const recusals = createRoute({
  getParentRoute: () => editionRoute,
  path: '/recusals',
  component: page('judging', () => import('./pages/RecusalsPage'), 'RecusalsPage'),
});
const progress = createRoute({
  getParentRoute: () => editionRoute,
  path: '/progress',
  component: page('judging', () => import('./pages/ProgressPage'), 'ProgressPage'),
});
const importAssignments = createRoute({
  getParentRoute: () => editionRoute,
  path: '/assignments/import',
  component: page('judging', () => import('./pages/AssignmentsImportPage'), 'AssignmentsImportPage'),
});
const evaluations = createRoute({
  getParentRoute: () => editionRoute,
  path: '/evaluations/$entryId',
  component: page('judging', () => import('./pages/EntryEvaluationsPage'), 'EntryEvaluationsPage'),
});
const chaired = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/chair',
  component: page('judging', () => import('./pages/ChairPage'), 'ChairedRoundsPage'),
});
const chair = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/chair/$roundId',
  component: page('judging', () => import('./pages/ChairPage'), 'ChairPage'),
});
const chairClaims = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/chair/$roundId/not-applicable',
  component: page('judging', () => import('./pages/ClaimsPage'), 'ChairClaimsPage'),
});

const profile = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/jury/$jurorId/profile',
  component: page('judging', () => import('./pages/OwnProfilePage'), 'OwnProfilePage'),
});

const invitation = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/jury/$jurorId',
  component: page('judging', () => import('./pages/InvitationPage'), 'InvitationPage'),
});
const jurySettings = createRoute({
  getParentRoute: () => editionRoute,
  path: '/jury-settings',
  component: page('judging', () => import('./pages/JurySettingsPage'), 'JurySettingsPage'),
});

const item = { workspace: 'organiser', scope: 'edition', group: 'judging' } as const;
// Who may read these pages (the API's policies): nobody is led to a page that refuses them.
const roster: Role[] = ['organiser', 'auditor', 'approver'];
const readers: Role[] = [...roster, 'screener', 'chair'];

export const judging = defineFeature({
  routes: {
    edition: [
      rounds,
      newRound,
      round,
      editRound,
      claims,
      blind,
      blindEntry,
      late,
      practice,
      jurors,
      newJuror,
      importJurors,
      directory,
      juror,
      panels,
      conflicts,
      recusals,
      progress,
      evaluations,
      importAssignments,
      jurySettings,
    ],
    juror: [chaired, chair, chairClaims],
    signedIn: [invitation, profile],
  },
  navigation: [
    { ...item, to: '/editions/$editionId/rounds', label: msg`الجولات`, icon: 'rounds', order: 1, roles: readers },
    { ...item, to: '/editions/$editionId/jurors', label: msg`المحكّمون`, icon: 'users', order: 2, roles: roster },
    { ...item, to: '/editions/$editionId/panels', label: msg`اللجان`, icon: 'layers', order: 3, roles: readers },
    {
      ...item,
      to: '/editions/$editionId/conflicts',
      label: msg`تعارض المصالح`,
      icon: 'shield',
      order: 4,
      roles: ['organiser', 'auditor'],
    },
    {
      ...item,
      to: '/editions/$editionId/recusals',
      label: msg`تنحّي العاملين`,
      icon: 'eye-off',
      order: 5,
      roles: ['organiser', 'screener', 'auditor', 'approver'],
    },
    { ...item, to: '/editions/$editionId/progress', label: msg`سير التحكيم`, icon: 'chart', order: 6, roles: roster },
    {
      workspace: 'juror',
      to: '/juror/chair',
      label: msg`سير تحكيم لجنتي`,
      icon: 'chart',
      order: 3,
      roles: ['chair'],
    },
  ],
});
