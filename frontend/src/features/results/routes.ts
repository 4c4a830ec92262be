// Routes and navigation of `results`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const results = defineFeature({ routes: {} });
