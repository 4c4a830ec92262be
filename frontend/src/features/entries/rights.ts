// Who screens here: the server decides again at every act; this only spares buttons that would be refused.
import { useGet } from '../../shared/api/query';
import { useMe } from '../../shared/me';

export function useScreens(editionId: string): boolean {
  const me = useMe();
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const places = new Set([editionId, edition.data?.programme_id]);
  return me.grants.some(
    ({ role, scope_kind, scope_id }) =>
      (role === 'organiser' || role === 'screener') &&
      (scope_kind === 'instance' || (scope_id !== null && places.has(scope_id))),
  );
}
