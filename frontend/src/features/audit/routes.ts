// The log of acts: the administrator's, an edition's, and the auditor's workspace.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { adminRoute, auditorRoute, editionRoute } from '../../shared/router/parents';

const ofAll = createRoute({
  getParentRoute: () => adminRoute,
  path: '/log',
  component: page('audit', () => import('./pages/LogPage'), 'LogPage'),
});
const ofEdition = createRoute({
  getParentRoute: () => editionRoute,
  path: '/log',
  component: page('audit', () => import('./pages/LogPage'), 'EditionLogPage'),
});
const auditor = createRoute({
  getParentRoute: () => auditorRoute,
  path: '/',
  component: page('audit', () => import('./pages/AuditorPage'), 'AuditorPage'),
});
const auditorLog = createRoute({
  getParentRoute: () => auditorRoute,
  path: '/log',
  component: page('audit', () => import('./pages/LogPage'), 'LogPage'),
});
const auditorEdition = createRoute({
  getParentRoute: () => auditorRoute,
  path: '/editions/$auditedId',
  component: page('audit', () => import('./pages/LogPage'), 'AuditedLogPage'),
});

export const audit = defineFeature({
  routes: { admin: [ofAll], edition: [ofEdition], auditor: [auditor, auditorLog, auditorEdition] },
  navigation: [
    { workspace: 'admin', to: '/admin/log', label: msg`سجل التدقيق`, icon: 'clock', order: 8 },
    { workspace: 'auditor', to: '/auditor', label: msg`الدورات`, icon: 'award', order: 0 },
    { workspace: 'auditor', to: '/auditor/log', label: msg`سجل التدقيق`, icon: 'clock', order: 1 },
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'office',
      to: '/editions/$editionId/log',
      label: msg`سجل التدقيق`,
      icon: 'clock',
      order: 11,
      roles: ['organiser', 'auditor', 'admin'],
    },
  ],
});
