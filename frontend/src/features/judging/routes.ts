// Routes and navigation of `judging`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const judging = defineFeature({ routes: {} });
