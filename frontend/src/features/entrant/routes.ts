// The agency's and the individual's workspace. Mails link to /app/entrant/entries/{id}.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { entrantRoute, publicRoute } from '../../shared/router/parents';

const home = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/',
  component: page('entrant', () => import('./pages/HomePage'), 'HomePage'),
});
const entries = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/entries',
  component: page('entrant', () => import('./pages/EntriesPage'), 'EntriesPage'),
});
const entry = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/entries/$entryId',
  component: page('entrant', () => import('./pages/EntryPage'), 'EntryPage'),
});
const submitted = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/entries/$entryId/submitted',
  component: page('entrant', () => import('./pages/SubmittedPage'), 'SubmittedPage'),
});
const print = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/entries/$entryId/print',
  staticData: { layout: 'focus' },
  component: page('entrant', () => import('./pages/PrintPage'), 'PrintPage'),
});
const calls = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/calls',
  component: page('entrant', () => import('./pages/CallsPage'), 'CallsPage'),
});
const call = createRoute({
  getParentRoute: () => entrantRoute,
  path: '/calls/$editionId',
  component: page('entrant', () => import('./pages/CallPage'), 'CallPage'),
});

// Mails lead here, with the secret in the fragment.
const collaborate = createRoute({
  getParentRoute: () => publicRoute,
  path: '/collaborate',
  component: page('entrant', () => import('./pages/CollaboratePage'), 'CollaboratePage'),
});

const coOwner = createRoute({
  getParentRoute: () => publicRoute,
  path: '/co-owner',
  component: page('entrant', () => import('./pages/CoOwnerPage'), 'CoOwnerPage'),
});

export const entrant = defineFeature({
  routes: { public: [collaborate, coOwner], entrant: [home, entries, entry, submitted, print, calls, call] },
  navigation: [
    { workspace: 'entrant', to: '/entrant', label: msg`الرئيسية`, icon: 'home', order: 0 },
    { workspace: 'entrant', to: '/entrant/entries', label: msg`مشاركاتي`, icon: 'form', order: 1 },
    { workspace: 'entrant', to: '/entrant/calls', label: msg`الدورات المفتوحة`, icon: 'flag', order: 2 },
  ],
});
