// Every component in its states, for looking at: /app/gallery. Only in dev and `build:gallery`.
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { signedInRoute } from '../../shared/router/parents';

const fields = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/gallery',
  component: page('gallery', () => import('./pages/FieldsPage'), 'FieldsPage'),
});
const states = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/gallery/states',
  component: page('gallery', () => import('./pages/StatesPage'), 'StatesPage'),
});

export const gallery = defineFeature({ routes: { signedIn: [fields, states] } });
