// Agencies: staff's side at /organisations (every workspace of staff leads there), their own people's at /entrant.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { entrantRoute, signedInRoute } from '../../shared/router/parents';

// No `workspace`: the reader stays in the one they came from.
const list = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations',
  component: page('organisations', () => import('./pages/OrganisationsPage'), 'OrganisationsPage'),
});
const create = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations/new',
  component: page('organisations', () => import('./pages/OrganisationFormPage'), 'NewOrganisationPage'),
});
const importing = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations/import',
  component: page('organisations', () => import('./pages/ImportPage'), 'ImportPage'),
});
const domains = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations/domains',
  component: page('organisations', () => import('./pages/DomainsPage'), 'DomainsPage'),
});
const requests = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations/requests',
  component: page('organisations', () => import('./pages/RequestsPage'), 'RequestsPage'),
});
const show = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations/$organisationId',
  component: page('organisations', () => import('./pages/OrganisationPage'), 'OrganisationPage'),
});
const edit = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations/$organisationId/edit',
  component: page('organisations', () => import('./pages/OrganisationFormPage'), 'EditOrganisationPage'),
});
const own = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/organisations',
  component: page('organisations', () => import('./pages/OwnOrganisationsPage'), 'OwnOrganisationsPage'),
});
const another = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/organisations/new',
  component: page('organisations', () => import('./pages/OwnFormPage'), 'RegisterAnotherPage'),
});
const ownOne = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/organisations/$organisationId',
  component: page('organisations', () => import('./pages/OwnOrganisationPage'), 'OwnOrganisationPage'),
});
const ownEdit = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/organisations/$organisationId/edit',
  component: page('organisations', () => import('./pages/OwnFormPage'), 'EditOwnPage'),
});

const ownServices = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/organisations/$organisationId/services',
  component: page('organisations', () => import('./pages/ServicesPage'), 'OwnServicesPage'),
});
const ownServicesImport = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/organisations/$organisationId/services/import',
  component: page('organisations', () => import('./pages/ServicesImportPage'), 'ServicesImportPage'),
});
const services = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisations/$organisationId/services',
  component: page('organisations', () => import('./pages/ServicesPage'), 'ServicesPage'),
});

const staff = { to: '/organisations', label: msg`الجهات`, icon: 'building' } as const;

export const organisations = defineFeature({
  routes: {
    signedIn: [list, create, importing, domains, requests, show, edit, services],
    entrant: [own, another, ownOne, ownEdit, ownServices, ownServicesImport],
  },
  navigation: [
    { workspace: 'organiser', ...staff, order: 2, roles: ['organiser', 'admin'] },
    { workspace: 'admin', ...staff, order: 4 },
    { workspace: 'auditor', ...staff, order: 4 },
    { workspace: 'entrant', to: '/entrant/organisations', label: msg`جهاتي`, icon: 'building', order: 3 },
  ],
});
