// Accounts, roles and invitations: the administrator's everywhere, an organiser's in their edition.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { adminRoute, editionRoute } from '../../shared/router/parents';

const home = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  component: page('people', () => import('./pages/AdminHomePage'), 'AdminHomePage'),
});
const users = createRoute({
  getParentRoute: () => adminRoute,
  path: '/users',
  component: page('people', () => import('./pages/UsersPage'), 'UsersPage'),
});
const grants = createRoute({
  getParentRoute: () => adminRoute,
  path: '/grants',
  component: page('people', () => import('./pages/GrantsPage'), 'GrantsPage'),
});
const team = createRoute({
  getParentRoute: () => editionRoute,
  path: '/team',
  component: page('people', () => import('./pages/TeamPage'), 'TeamPage'),
});

export const people = defineFeature({
  routes: { admin: [home, users, grants], edition: [team] },
  navigation: [
    { workspace: 'admin', to: '/admin', label: msg`الرئيسية`, icon: 'home', order: 0 },
    { workspace: 'admin', to: '/admin/users', label: msg`المستخدمون`, icon: 'users', order: 2 },
    { workspace: 'admin', to: '/admin/grants', label: msg`الأدوار والدعوات`, icon: 'shield', order: 3 },
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'office',
      to: '/editions/$editionId/team',
      label: msg`فريق الدورة`,
      icon: 'users',
      order: 9,
      roles: ['organiser', 'admin'],
    },
  ],
});
