// Signing in and out of the product, and one's own account. The server mails some of these addresses:
// /app/confirm, /app/reset-password and /app/invitation, each with its secret in the fragment.
import { createRoute, redirect } from '@tanstack/react-router';
import { resume } from '../../shared/api/session';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { publicRoute, signedInRoute } from '../../shared/router/parents';

const signIn = createRoute({
  getParentRoute: () => publicRoute,
  path: '/sign-in',
  beforeLoad: async () => {
    if (await resume()) throw redirect({ to: '/' });
  },
  component: page('account', () => import('./pages/SignInPage'), 'SignInPage'),
});
const resetPassword = createRoute({
  getParentRoute: () => publicRoute,
  path: '/reset-password',
  component: page('account', () => import('./pages/ResetPasswordPage'), 'ResetPasswordPage'),
});
const confirm = createRoute({
  getParentRoute: () => publicRoute,
  path: '/confirm',
  component: page('account', () => import('./pages/ConfirmPage'), 'ConfirmPage'),
});
const register = createRoute({
  getParentRoute: () => publicRoute,
  path: '/register',
  component: page('account', () => import('./pages/RegisterPage'), 'RegisterPage'),
});
const invitation = createRoute({
  getParentRoute: () => publicRoute,
  path: '/invitation',
  component: page('account', () => import('./pages/InvitationPage'), 'InvitationPage'),
});
const firstRun = createRoute({
  getParentRoute: () => publicRoute,
  path: '/first-run',
  component: page('account', () => import('./pages/FirstRunPage'), 'FirstRunPage'),
});
const own = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  component: page('account', () => import('./pages/AccountPage'), 'AccountPage'),
});

export const account = defineFeature({
  routes: { public: [signIn, resetPassword, confirm, register, invitation, firstRun], signedIn: [own] },
});
