// Every feature, one line each. A new page needs no change here: it goes into its feature's routes.ts.
import { account } from './features/account/routes';
import { approvals } from './features/approvals/routes';
import { assignments } from './features/assignments/routes';
import { audit } from './features/audit/routes';
import { deliberation } from './features/deliberation/routes';
import { editions } from './features/editions/routes';
import { entrant } from './features/entrant/routes';
import { entries } from './features/entries/routes';
import { gallery } from './features/gallery/routes';
import { home } from './features/home/routes';
import { judging } from './features/judging/routes';
import { juror } from './features/juror/routes';
import { mailbox } from './features/mailbox/routes';
import { organisations } from './features/organisations/routes';
import { people } from './features/people/routes';
import { results } from './features/results/routes';
import type { Parent } from './shared/router/feature';

const features = [
  home,
  account,
  editions,
  organisations,
  people,
  entries,
  entrant,
  judging,
  assignments,
  juror,
  deliberation,
  results,
  approvals,
  audit,
  mailbox,
] as const;

// The gallery's pages stay out of the product: the build drops them with their code.
const looking = __GALLERY__ ? ([gallery] as const) : ([] as const);

type All = (typeof features | typeof looking)[number]['routes'];
export const routesUnder = <P extends Parent>(parent: P) =>
  [...features, ...looking].flatMap((feature) => [...feature.routes[parent]]) as All[P][number][];

export const navigation = features.flatMap((feature) => [...feature.navigation]);
