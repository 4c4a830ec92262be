// Taking a snapshot: at once, or by a job whose progress is watched.
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, must } from '../../../shared/api/client';
import { asProblem, Problem } from '../../../shared/api/problem';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { useUrlState } from '../../../shared/router/urlState';

export function useTakeRanking(onTaken: () => void) {
  const [url, setUrl] = useUrlState();
  const taken = async () => {
    await refreshPaths(
      '/api/v1/editions/{edition_id}/standings',
      '/api/v1/editions/{edition_id}/decisions',
      '/api/v1/editions/{edition_id}/approval',
    );
    onTaken();
  };
  const make = useMutation({
    mutationFn: (roundId: string) =>
      must(api.POST('/api/v1/rounds/{round_id}/rankings', { params: { path: { round_id: roundId } } })),
    onSuccess: (made) => {
      if ('kind' in made) setUrl({ job: made.id });
      else void taken();
    },
  });
  const job = useGet('/api/v1/jobs/{job_id}', {
    path: { job_id: url.job ?? '' },
    enabled: Boolean(url.job),
    refetchInterval: url.job ? 1000 : false,
  });
  const state = url.job ? job.data?.state : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the job has taken it
  useEffect(() => {
    if (state !== 'done') return;
    setUrl({ job: undefined });
    void taken();
  }, [state]);
  const error = job.data?.error;
  return {
    take: (roundId: string) => {
      setUrl({ job: undefined });
      make.mutate(roundId);
    },
    job: job.data && (state === 'waiting' || state === 'running') ? job.data : null,
    busy: make.isPending || state === 'waiting' || state === 'running',
    refused: make.error
      ? asProblem(make.error)
      : state === 'failed' && error
        ? new Problem(Number(error.status) || 409, String(error.code), error)
        : null,
  };
}
