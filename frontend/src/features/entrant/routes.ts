// Routes and navigation of `entrant`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const entrant = defineFeature({ routes: {} });
