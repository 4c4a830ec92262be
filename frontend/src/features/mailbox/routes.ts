// Routes and navigation of `mailbox`. The pattern is in frontend/README.md and features/editions/.
import { defineFeature } from '../../shared/router/feature';

export const mailbox = defineFeature({ routes: {} });
