// Whether the reader organises this edition: the same question that the server asks.
import { useMe } from '../me';

export function useOrganises(edition: { id: string; programme_id: string } | undefined): boolean {
  const me = useMe();
  if (!edition) return false;
  const over: Record<string, string | null> = {
    edition: edition.id,
    programme: edition.programme_id,
    instance: null,
  };
  return me.grants.some(
    (grant) =>
      grant.role === 'organiser' && grant.scope_kind in over && (grant.scope_id ?? null) === over[grant.scope_kind],
  );
}
