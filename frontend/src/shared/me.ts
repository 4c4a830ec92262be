// The signed-in person and the roles they hold.
import { useQuery } from '@tanstack/react-query';
import { api, must } from './api/client';
import { deviceOwner, setDeviceOwner } from './api/kept';
import { queryClient } from './api/query';
import type { components } from './api/schema';
import { currentReader, setReader } from './i18n/i18n';
import { hasChosen } from './i18n/settings';
import { type Role, type Workspace, workspaceOfRole } from './router/workspaces';

export type Me = components['schemas']['MeOut'];

export const meOptions = {
  queryKey: ['/api/v1/me', null, null],
  // Asked without a network too: a juror's device keeps the answer.
  networkMode: 'offlineFirst' as const,
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

/** Digits are the account's; the language too, until this browser's reader chooses one. */
export async function adoptReader({ digits, language: own }: Me): Promise<void> {
  const reader = currentReader();
  const language = hasChosen() ? reader.language : own;
  if (reader.digits !== digits || reader.language !== language) await setReader({ digits, language });
}

/** Before the first page asks for anything: the server puts lists in the order of what is read. */
export const enter = async (): Promise<void> => {
  const me = await loadMe();
  // A juror's device keeps what they read; it is never another person's.
  if (hasRole(me, 'juror')) setDeviceOwner(me.user_id);
  else if (deviceOwner() !== null) setDeviceOwner(null);
  await adoptReader(me);
};

export function hasRole(me: Me, ...roles: Role[]): boolean {
  return me.grants.some((grant) => roles.includes(grant.role as Role));
}

const ORDER: Workspace[] = ['organiser', 'juror', 'approver', 'auditor', 'admin', 'entrant'];
export function workspacesOf(me: Me): Workspace[] {
  const held = new Set(me.grants.map((grant) => workspaceOfRole[grant.role as Role]));
  return ORDER.filter((workspace) => held.has(workspace));
}
