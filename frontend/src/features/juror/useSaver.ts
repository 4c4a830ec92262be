// Binds the saver of one evaluation to a page: what is shown, and what a change does.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { draftsOf } from '../../offline/evaluationDrafts';
import { type Answer, EvaluationSaver, type Revision } from '../../offline/evaluationSaver';
import { authorisedFetch } from '../../shared/api/client';
import { newId } from '../../shared/api/ids';
import { refreshPaths } from '../../shared/api/query';
import { useMe } from '../../shared/me';
import { contentOf, type Desk } from './model';

export async function sendRevision(evaluationId: string, revision: Revision): Promise<Answer> {
  const url = new URL(`/api/v1/juror/evaluations/${evaluationId}/revisions/${revision.id}`, location.origin);
  const condition: Record<string, string> = revision.parent
    ? { 'If-Match': `"${revision.parent}"` }
    : { 'If-None-Match': '*' };
  const response = await authorisedFetch(
    new Request(url, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', ...condition },
      body: JSON.stringify(revision.body),
      credentials: 'same-origin',
    }),
  );
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  return { status: response.status, body };
}

export function useSaver(desk: Desk) {
  const me = useMe();
  const id = desk.evaluation_id;
  // One saver per visit of an evaluation: a later read of the desk must not replace work on the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const saver = useMemo(
    () =>
      new EvaluationSaver({
        evaluationId: id,
        content: contentOf(desk),
        head: desk.head,
        status: desk.status as 'none' | 'draft' | 'submitted',
        savedAt: desk.received_at,
        total: desk.total,
        store: draftsOf(me.user_id),
        send: (revision) => sendRevision(id, revision),
        newId,
      }),
    [id, me.user_id],
  );
  const began = useRef(desk.status);
  useEffect(() => {
    void saver.resume();
    const leave = () => void saver.flush();
    const back = () => void saver.flush();
    document.addEventListener('visibilitychange', leave);
    globalThis.addEventListener('online', back);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      globalThis.removeEventListener('online', back);
      void saver.flush().then(() => {
        // The list says 'not started', 'draft' or 'submitted': it is read anew where that changed.
        if (saver.current().status !== began.current)
          void refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/rounds');
      });
    };
  }, [saver]);
  const shown = useSyncExternalStore(saver.subscribe, saver.current);
  return { saver, shown };
}
