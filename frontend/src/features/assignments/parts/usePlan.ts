// Making a plan: at once, or by a job whose progress is watched; either way it ends at the plan's page.
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { asProblem, Problem } from '../../../shared/api/problem';
import { useGet } from '../../../shared/api/query';
import { useUrlState } from '../../../shared/router/urlState';
import type { Wish } from '../model/goal';
import { refreshAssignments } from '../refresh';

export function useMakePlan(editionId: string, roundId: string) {
  const navigate = useNavigate();
  const [url, setUrl] = useUrlState();
  const [wish, setWish] = useState<Wish | null>(null);
  const go = async (planId: string) => {
    await refreshAssignments();
    await navigate({
      to: '/editions/$editionId/assignments/plans/$planId',
      params: { editionId, planId },
      search: { round: roundId } as never,
    });
  };
  const make = useMutation({
    mutationFn: (wanted: Wish) => {
      setWish(wanted);
      return must(
        api.POST('/api/v1/rounds/{round_id}/plans', { params: { path: { round_id: roundId } }, body: wanted }),
      );
    },
    onSuccess: (made) => {
      if (made.plan) void go(made.plan.id);
      else if (made.job) setUrl({ job: made.job.id });
    },
  });
  const job = useGet('/api/v1/jobs/{job_id}', {
    path: { job_id: url.job ?? '' },
    enabled: Boolean(url.job),
    refetchInterval: url.job ? 1000 : false,
  });
  const state = url.job ? job.data?.state : undefined;
  const planId = state === 'done' ? String((job.data?.result as { plan_id?: string } | null)?.plan_id ?? '') : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the job has made it
  useEffect(() => {
    if (planId) void go(planId);
  }, [planId]);
  const error = job.data?.error;
  const refused = make.error
    ? asProblem(make.error)
    : state === 'failed' && error
      ? new Problem(Number(error.status) || 409, String(error.code), error)
      : null;
  return {
    make: (wanted: Wish) => {
      setUrl({ job: undefined });
      make.mutate(wanted);
    },
    busy: make.isPending,
    /** while a job makes it */
    job: job.data && (state === 'waiting' || state === 'running') ? job.data : null,
    refused,
    /** what was asked last */
    wish,
    cancel: async () => {
      if (url.job) await api.POST('/api/v1/jobs/{job_id}/cancel', { params: { path: { job_id: url.job } } });
      setUrl({ job: undefined });
    },
  };
}
