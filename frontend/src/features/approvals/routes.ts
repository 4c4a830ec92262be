// The approver's workspace: editions whose results wait for a signature. The page itself belongs to results.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { approverRoute } from '../../shared/router/parents';

const editions = createRoute({
  getParentRoute: () => approverRoute,
  path: '/',
  component: page('approvals', () => import('./pages/ToApprovePage'), 'ToApprovePage'),
});

export const approvals = defineFeature({
  routes: { approver: [editions] },
  navigation: [{ workspace: 'approver', to: '/approver', label: msg`نتائج للاعتماد`, icon: 'seal', order: 0 }],
});
