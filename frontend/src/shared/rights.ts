// Whether the reader holds a role over an edition or a programme: the same question that the server asks at every act.
// It only spares buttons that would be refused.
import { type Me, useMe } from './me';
import type { Role } from './router/workspaces';

type Edition = { id: string; programme_id: string } | undefined;

function holds(me: Me, over: Record<string, string | null>, roles: readonly Role[]): boolean {
  return me.grants.some(
    (grant) =>
      roles.includes(grant.role as Role) &&
      grant.scope_kind in over &&
      (grant.scope_id ?? null) === over[grant.scope_kind],
  );
}

export function useHolds(edition: Edition, ...roles: Role[]): boolean {
  const me = useMe();
  return (
    edition !== undefined && holds(me, { edition: edition.id, programme: edition.programme_id, instance: null }, roles)
  );
}

export const useOrganises = (edition: Edition): boolean => useHolds(edition, 'organiser');

/** Programmes are also the administrator's; their editions are not. `null`: any programme, a new one. */
export function useOrganisesProgramme(programmeId: string | null): { organiser: boolean; editor: boolean } {
  const me = useMe();
  const organiser = holds(me, { instance: null, ...(programmeId ? { programme: programmeId } : {}) }, ['organiser']);
  return { organiser, editor: organiser || holds(me, { instance: null }, ['admin']) };
}
