// What an act of assigning changes.
import { refreshPaths } from '../../shared/api/query';

export const refreshAssignments = () =>
  refreshPaths(
    '/api/v1/rounds/{round_id}/assignments',
    '/api/v1/rounds/{round_id}/loads',
    '/api/v1/rounds/{round_id}/plans',
    '/api/v1/plans/{plan_id}',
    '/api/v1/rounds/{round_id}/progress',
    '/api/v1/rounds/{round_id}/progress/jurors',
    '/api/v1/home/organiser/{edition_id}',
  );
