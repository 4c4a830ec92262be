// Signing in and out of the product, and one's own account.
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
const requestReset = createRoute({
  getParentRoute: () => publicRoute,
  path: '/reset-password',
  component: page('account', () => import('./pages/RequestResetPage'), 'RequestResetPage'),
});
const setPassword = createRoute({
  getParentRoute: () => publicRoute,
  path: '/set-password',
  component: page('account', () => import('./pages/SetPasswordPage'), 'SetPasswordPage'),
});
const confirmEmail = createRoute({
  getParentRoute: () => publicRoute,
  path: '/confirm-email',
  component: page('account', () => import('./pages/ConfirmEmailPage'), 'ConfirmEmailPage'),
});
const register = createRoute({
  getParentRoute: () => publicRoute,
  path: '/register',
  component: page('account', () => import('./pages/RegisterPage'), 'RegisterPage'),
});
const acceptInvitation = createRoute({
  getParentRoute: () => publicRoute,
  path: '/invitation',
  component: page('account', () => import('./pages/AcceptInvitationPage'), 'AcceptInvitationPage'),
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
  routes: {
    public: [signIn, requestReset, setPassword, confirmEmail, register, acceptInvitation, firstRun],
    signedIn: [own],
  },
});
