// What an answer to an invitation changes on the pages of the person who gave it.
import { queryClient, refreshPaths } from '../../../shared/api/query';

export async function refreshJury(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['/api/v1/me'] });
  await refreshPaths(
    '/api/v1/jury',
    '/api/v1/juror/ended-juries',
    '/api/v1/jury/{juror_id}',
    '/api/v1/jury/{juror_id}/profile',
    '/api/v1/juror/rounds',
    '/api/v1/juror/conflicts',
  );
}
