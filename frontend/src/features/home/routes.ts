// The start: straight to the workspace when there is one, else a choice.
import { createRoute, redirect } from '@tanstack/react-router';
import { loadMe, workspacesOf } from '../../shared/me';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { signedInRoute } from '../../shared/router/parents';
import { workspaceHome } from '../../shared/router/workspaces';

const start = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: async () => {
    const me = await loadMe();
    const [only, ...others] = workspacesOf(me);
    if (only && others.length === 0 && me.jury_invitations.length === 0)
      throw redirect({ to: workspaceHome[only], replace: true });
  },
  component: page('home', () => import('./pages/HomePage'), 'HomePage'),
});

export const home = defineFeature({ routes: { signedIn: [start] } });
