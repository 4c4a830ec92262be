// Routes and navigation of `juror`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const juror = defineFeature({ routes: {} });
