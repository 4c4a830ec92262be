// After an edition changed: everything that shows it.
import { refreshPaths } from '../../../shared/api/query';

export const refreshEdition = (): Promise<void> =>
  refreshPaths(
    '/api/v1/editions',
    '/api/v1/editions/{edition_id}',
    '/api/v1/home/organiser/{edition_id}',
    '/api/v1/home/approver',
    '/api/v1/editions/{edition_id}/readiness',
    '/api/v1/editions/{edition_id}/reopening',
    '/api/v1/editions/{edition_id}/call-changes',
    '/api/v1/editions/{edition_id}/rulebook',
    '/api/v1/editions/{edition_id}/rounds',
    '/api/v1/editions/{edition_id}/standings',
    '/api/v1/editions/{edition_id}/approval',
    '/api/v1/editions/{edition_id}/publication',
  );
