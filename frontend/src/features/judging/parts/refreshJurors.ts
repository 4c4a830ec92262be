// What inviting a juror or letting one go changes on the organiser's pages.
import { refreshPaths } from '../../../shared/api/query';

export const refreshJurors = () =>
  refreshPaths(
    '/api/v1/editions/{edition_id}/jurors',
    '/api/v1/jurors/{juror_id}',
    '/api/v1/rounds/{round_id}/panels',
    '/api/v1/rounds/{round_id}/loads',
    '/api/v1/rounds/{round_id}/assignments',
    '/api/v1/rounds/{round_id}/progress',
  );
