// Programmes and their editions: set-up, the organiser's home of an edition, categories, forms and rubrics.
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
const newProgramme = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/programmes/new',
  staticData: { workspace: 'organiser' },
  component: page('editions', () => import('./pages/ProgrammeFormPage'), 'NewProgrammePage'),
});
const programme = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/programmes/$programmeId',
  staticData: { workspace: 'organiser' },
  component: page('editions', () => import('./pages/ProgrammePage'), 'ProgrammePage'),
});
const editProgramme = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/programmes/$programmeId/edit',
  staticData: { workspace: 'organiser' },
  component: page('editions', () => import('./pages/ProgrammeFormPage'), 'EditProgrammePage'),
});
const newEdition = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/programmes/$programmeId/editions/new',
  staticData: { workspace: 'organiser' },
  component: page('editions', () => import('./pages/NewEditionPage'), 'NewEditionPage'),
});
const overview = createRoute({
  getParentRoute: () => editionRoute,
  path: '/',
  component: page('editions', () => import('./pages/EditionPage'), 'EditionPage'),
});
const settings = createRoute({
  getParentRoute: () => editionRoute,
  path: '/settings',
  component: page('editions', () => import('./pages/SettingsPage'), 'SettingsPage'),
});
const changes = createRoute({
  getParentRoute: () => editionRoute,
  path: '/changes',
  component: page('editions', () => import('./pages/CallChangesPage'), 'CallChangesPage'),
});
const clone = createRoute({
  getParentRoute: () => editionRoute,
  path: '/clone',
  component: page('editions', () => import('./pages/ClonePage'), 'ClonePage'),
});
const rulebook = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rulebook',
  component: page('editions', () => import('./pages/RulebookPage'), 'RulebookPage'),
});
const categories = createRoute({
  getParentRoute: () => editionRoute,
  path: '/categories',
  component: page('editions', () => import('./pages/CategoriesPage'), 'CategoriesPage'),
});
const newCategory = createRoute({
  getParentRoute: () => editionRoute,
  path: '/categories/new',
  component: page('editions', () => import('./pages/CategoryPage'), 'NewCategoryPage'),
});
const category = createRoute({
  getParentRoute: () => editionRoute,
  path: '/categories/$categoryId',
  component: page('editions', () => import('./pages/CategoryPage'), 'CategoryPage'),
});
const form = createRoute({
  getParentRoute: () => editionRoute,
  path: '/categories/$categoryId/form',
  component: page('editions', () => import('./pages/FormPage'), 'FormPage'),
});
const eligibility = createRoute({
  getParentRoute: () => editionRoute,
  path: '/eligibility',
  component: page('editions', () => import('./pages/EligibilityPage'), 'EligibilityPage'),
});
const rubrics = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rubrics',
  component: page('editions', () => import('./pages/RubricsPage'), 'RubricsPage'),
});
const newRubric = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rubrics/new',
  component: page('editions', () => import('./pages/RubricPage'), 'NewRubricPage'),
});
const rubric = createRoute({
  getParentRoute: () => editionRoute,
  path: '/rubrics/$rubricId',
  component: page('editions', () => import('./pages/RubricPage'), 'RubricPage'),
});

const inEdition = { workspace: 'organiser', scope: 'edition' } as const;
const setup = { ...inEdition, group: 'setup' } as const;

export const editions = defineFeature({
  routes: {
    signedIn: [programmes, newProgramme, programme, editProgramme, newEdition],
    edition: [
      overview,
      settings,
      changes,
      clone,
      rulebook,
      categories,
      newCategory,
      category,
      form,
      eligibility,
      rubrics,
      newRubric,
      rubric,
    ],
  },
  navigation: [
    { workspace: 'organiser', to: '/programmes', label: msg`البرامج والدورات`, icon: 'award', order: 1 },
    { workspace: 'admin', to: '/programmes', label: msg`البرامج والدورات`, icon: 'award', order: 1 },
    { ...inEdition, to: '/editions/$editionId', label: msg`نظرة عامة`, icon: 'home', order: 0 },
    { ...setup, to: '/editions/$editionId/settings', label: msg`الإعدادات`, icon: 'settings', order: 1 },
    { ...setup, to: '/editions/$editionId/rubrics', label: msg`نماذج التقييم`, icon: 'scale', order: 2 },
    {
      ...setup,
      to: '/editions/$editionId/categories',
      label: msg`الفئات`,
      named: 'categories',
      icon: 'award',
      order: 3,
    },
    { ...setup, to: '/editions/$editionId/eligibility', label: msg`شروط الأهلية`, icon: 'check', order: 4 },
    { ...setup, to: '/editions/$editionId/rulebook', label: msg`لائحة التحكيم`, icon: 'shield', order: 5 },
    { ...setup, to: '/editions/$editionId/changes', label: msg`تغييرات الدعوة`, icon: 'clock', order: 6 },
    {
      ...setup,
      to: '/editions/$editionId/clone',
      label: msg`دورة جديدة منها`,
      icon: 'plus',
      order: 9,
      roles: ['organiser'],
    },
  ],
});
