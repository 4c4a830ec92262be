// Routes and navigation of `entries`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const entries = defineFeature({ routes: {} });
