// Routes and navigation of `assignments`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const assignments = defineFeature({ routes: {} });
