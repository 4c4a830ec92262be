// What the product mails: the outbox for staff, and in the demo a local mailbox that anyone may open.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { adminRoute, editionRoute, publicRoute } from '../../shared/router/parents';

const box = createRoute({
  getParentRoute: () => publicRoute,
  path: '/mailbox',
  component: page('mailbox', () => import('./pages/MailboxPage'), 'MailboxPage'),
});
const outbox = createRoute({
  getParentRoute: () => adminRoute,
  path: '/outbox',
  component: page('mailbox', () => import('./pages/OutboxPage'), 'OutboxPage'),
});
const outboxOfEdition = createRoute({
  getParentRoute: () => editionRoute,
  path: '/outbox',
  component: page('mailbox', () => import('./pages/OutboxPage'), 'EditionOutboxPage'),
});

export const mailbox = defineFeature({
  routes: { public: [box], admin: [outbox], edition: [outboxOfEdition] },
  navigation: [
    { workspace: 'admin', to: '/admin/outbox', label: msg`الرسائل الصادرة`, icon: 'mail', order: 7 },
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'office',
      to: '/editions/$editionId/outbox',
      label: msg`الرسائل الصادرة`,
      icon: 'mail',
      order: 10,
      roles: ['organiser', 'admin'],
    },
  ],
});
