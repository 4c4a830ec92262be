// Workspaces: what a person sees of the product, by the roles they hold.
import type { MessageDescriptor } from '@lingui/core';
import type { IconName } from '../ui/Icon';

export type Role = 'admin' | 'organiser' | 'screener' | 'chair' | 'juror' | 'auditor' | 'approver' | 'entrant';
export type Workspace = 'entrant' | 'juror' | 'organiser' | 'approver' | 'auditor' | 'admin';

export const workspaceOfRole: Record<Role, Workspace> = {
  admin: 'admin',
  organiser: 'organiser',
  screener: 'organiser',
  chair: 'juror',
  juror: 'juror',
  auditor: 'auditor',
  approver: 'approver',
  entrant: 'entrant',
};

export const workspaceHome = {
  organiser: '/programmes',
  juror: '/juror',
  entrant: '/entrant',
  approver: '/approver',
  auditor: '/auditor',
  admin: '/admin',
} as const satisfies Record<Workspace, string>;

export type NavGroup = 'setup' | 'judging' | 'results' | 'office';

/** One line of the side navigation. A feature exports its own from routes.ts. */
export interface NavItem {
  workspace: Workspace;
  /** 'edition': shown inside /editions/$editionId, whose id fills the path */
  scope?: 'edition';
  to: string;
  label: MessageDescriptor;
  /** says what the programme calls its categories instead of `label` */
  named?: 'categories';
  icon: IconName;
  order: number;
  /** heading under which the item stands (edition navigation only) */
  group?: NavGroup;
  /** shown only to these roles; default: everyone in the workspace */
  roles?: Role[];
}
