// Which role means something where: the same table as the server's (app/accounts/rules.py).
import type { components } from '../../shared/api/schema';

export type Role = components['schemas']['Role'];
export type Scope = components['schemas']['Scope'];
export type Grant = components['schemas']['StaffGrant'];
export type Invitation = components['schemas']['StaffInvitation'];
export interface Place {
  kind: Scope;
  id: string | null;
}

/** The team of an edition. Who signs or audits organisers' work is chosen by the administrator alone. */
export const STAFF: readonly Role[] = ['organiser', 'screener', 'approver', 'auditor'];
/** Roles that organisers give in what they organise. */
export const BY_ORGANISERS: readonly Role[] = ['organiser', 'screener'];
/** Roles that the administrator gives by hand: jurors and chairs come by the jury's own invitation. */
export const GIVEN: readonly Role[] = [...STAFF, 'entrant', 'admin'];

const staffScopes: readonly Scope[] = ['edition', 'programme', 'instance'];
const scopes: Partial<Record<Role, readonly Scope[]>> = {
  admin: ['instance'],
  organiser: staffScopes,
  screener: staffScopes,
  auditor: staffScopes,
  approver: staffScopes,
  entrant: ['organisation', 'instance'],
};

export const scopesOf = (role: Role): readonly Scope[] => scopes[role] ?? [];

/** The scope kept where the new role allows it, else the narrowest that it does; the whole system is never kept. */
export function placeFor(role: Role, before: Place): Place {
  const allowed = scopesOf(role);
  return before.kind !== 'instance' && allowed.includes(before.kind)
    ? before
    : { kind: allowed[0] ?? 'instance', id: null };
}

/** Whether a scope says what it is over. */
export const isComplete = (place: Place): boolean => (place.kind === 'instance') === (place.id === null);
