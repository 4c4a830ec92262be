// Routes and navigation of `people`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const people = defineFeature({ routes: {} });
