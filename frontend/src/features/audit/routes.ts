// Routes and navigation of `audit`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const audit = defineFeature({ routes: {} });
