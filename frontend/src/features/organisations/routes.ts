// Routes and navigation of `organisations`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const organisations = defineFeature({ routes: {} });
