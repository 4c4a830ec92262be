// Binds a saver to a practice case: every change on the device at once, on the server after a short pause.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { deviceOf } from '../../../offline/device';
import type { Answer, Revision } from '../../../offline/evaluation';
import { EvaluationSaver } from '../../../offline/evaluationSaver';
import { sendPractice } from '../../../offline/outboxOf';
import { practiceAddress, practiceStore } from '../../../offline/practice';
import { serverNow } from '../../../shared/api/clock';
import { newId } from '../../../shared/api/ids';
import { readingsKept } from '../../../shared/api/kept';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { useMe } from '../../../shared/me';
import { contentOfPractice, type Practice } from './model';

const PATH = '/api/v1/juror/rounds/{round_id}/practice';

async function send(userId: string, roundId: string, revision: Revision): Promise<Answer> {
  const address = practiceAddress(roundId);
  const { status, body } = await sendPractice(address, revision);
  if (status === 200) {
    queryClient.setQueryData(keyOf(PATH, { round_id: roundId }, null), body);
    void readingsKept().then(() => deviceOf(userId).amend(address, body));
    if (revision.body.status === 'submitted') void refreshPaths('/api/v1/juror/practices');
  } else if (body.code === 'practice_done') void refreshPaths(PATH); // submitted on another device
  return { status, body: { ...body, received_at: new Date(serverNow()).toISOString() } };
}

export function usePractice(practice: Practice) {
  const { user_id } = useMe();
  const { round_id } = practice;
  // One saver per visit, as at the desk: an answer must not replace work on the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const saver = useMemo(
    () =>
      new EvaluationSaver({
        evaluationId: round_id,
        content: contentOfPractice(practice),
        head: null,
        status: practice.status,
        reopened: false,
        savedAt: null,
        total: null,
        store: practiceStore(user_id),
        send: (revision) => send(user_id, round_id, revision),
        reopen: () => Promise.reject(new Error('practice is not reopened')),
        newId,
        now: () => new Date(serverNow()),
      }),
    [round_id, user_id],
  );
  const shown = useSyncExternalStore(saver.subscribe, saver.current);
  useEffect(() => {
    void saver.resume();
    const flush = () => void saver.flush();
    globalThis.addEventListener('online', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      globalThis.removeEventListener('online', flush);
      document.removeEventListener('visibilitychange', flush);
      void saver.leave().then(() => void refreshPaths('/api/v1/juror/practices'));
    };
  }, [saver]);
  return { saver, shown };
}
