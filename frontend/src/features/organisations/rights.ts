// Who may change agencies, and who may trust a domain: the same questions as the server's.
import { hasRole, useMe } from '../../shared/me';

export const useMayEdit = (): boolean => hasRole(useMe(), 'admin', 'organiser');

/** Entries are for those who work in an edition; an administrator alone reads none. */
export const useReadsEntries = (): boolean => hasRole(useMe(), 'organiser', 'auditor');

/** The administrator, and organisers of the whole system. */
export const useMayRuleDomains = (): boolean =>
  useMe().grants.some(
    (grant) => grant.role === 'admin' || (grant.role === 'organiser' && grant.scope_kind === 'instance'),
  );
