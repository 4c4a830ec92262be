// The signed-in person and the roles they hold.
import { useQuery } from '@tanstack/react-query';
import { api, must } from './api/client';
import { queryClient } from './api/query';
import type { components } from './api/schema';
import { type Role, type Workspace, workspaceOfRole } from './router/workspaces';

export type Me = components['schemas']['MeOut'];

export const meOptions = {
  queryKey: ['/api/v1/me', null, null],
  queryFn: (): Promise<Me> => must(api.GET('/api/v1/me')),
  staleTime: 60_000,
};

/** Inside the shell the person is always loaded. */
export function useMe(): Me {
  const { data } = useQuery(meOptions);
  if (!data) throw new Error('useMe is for pages behind sign-in');
  return data;
}

export const loadMe = (): Promise<Me> => queryClient.ensureQueryData(meOptions);

export function hasRole(me: Me, ...roles: Role[]): boolean {
  return me.grants.some((grant) => roles.includes(grant.role as Role));
}

const ORDER: Workspace[] = ['organiser', 'juror', 'approver', 'auditor', 'admin', 'entrant'];
export function workspacesOf(me: Me): Workspace[] {
  const held = new Set(me.grants.map((grant) => workspaceOfRole[grant.role as Role]));
  return ORDER.filter((workspace) => held.has(workspace));
}
