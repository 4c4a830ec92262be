// Routes and navigation of `approvals`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const approvals = defineFeature({ routes: {} });
