// Binds the saver of one evaluation to a page: what is shown, and what a change does.
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Answer, Revision, Status } from '../../offline/evaluation';
import { draftsOf } from '../../offline/evaluationDrafts';
import { EvaluationSaver } from '../../offline/evaluationSaver';
import { tabsOf } from '../../offline/evaluationTabs';
import { authorisedFetch } from '../../shared/api/client';
import { newId } from '../../shared/api/ids';
import { keyOf, queryClient, refreshPaths } from '../../shared/api/query';
import { useMe } from '../../shared/me';
import { contentOf, type Desk } from './model';

const DESK = '/api/v1/juror/evaluations/{evaluation_id}';

async function ask(method: string, path: string, headers: Record<string, string>, body?: object): Promise<Answer> {
  const response = await authorisedFetch(
    new Request(new URL(`/api/v1/juror/evaluations/${path}`, location.origin), {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      credentials: 'same-origin',
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  return { status: response.status, body: (await response.json().catch(() => ({}))) as Record<string, unknown> };
}

const onHead = (head: string | null): Record<string, string> =>
  head ? { 'If-Match': `"${head}"` } : { 'If-None-Match': '*' };

export const sendRevision = (evaluationId: string, revision: Revision): Promise<Answer> =>
  ask('PUT', `${evaluationId}/revisions/${revision.id}`, onHead(revision.parent), revision.body);

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
        status: desk.status as Status,
        reopened: desk.reopened,
        savedAt: desk.received_at,
        total: desk.total,
        store: draftsOf(me.user_id),
        send: (revision) => sendRevision(id, revision),
        reopen: (head) => ask('POST', `${id}/reopen`, onHead(head)),
        newId,
        tabs: tabsOf(me.user_id, id),
      }),
    [id, me.user_id],
  );
  const shown = useSyncExternalStore(saver.subscribe, saver.current);
  const began = useRef([desk.status, desk.reopened]);
  useEffect(() => {
    void saver.resume();
    const seen = () => {
      if (document.visibilityState === 'visible') saver.lead();
      void saver.flush();
    };
    const back = () => void saver.flush();
    const gone = (event: PageTransitionEvent) => {
      if (!event.persisted) saver.close();
    };
    document.addEventListener('visibilitychange', seen);
    globalThis.addEventListener('online', back);
    globalThis.addEventListener('pagehide', gone);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      globalThis.removeEventListener('online', back);
      globalThis.removeEventListener('pagehide', gone);
      void saver.leave().then(() => {
        const { status, reopened } = saver.current();
        // The list says 'not started', 'draft' or 'submitted': it is read anew where that changed.
        if (String([status, reopened]) !== String(began.current))
          void refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/rounds');
      });
    };
  }, [saver]);
  const { stored, status, reopened, savedAt, total } = shown;
  useEffect(() => {
    // Whoever comes back to this page from the next one finds what was saved, and not what it first read.
    queryClient.setQueryData<Desk>(keyOf(DESK, { evaluation_id: id }, null), (was) =>
      was && was.head !== saver.head()
        ? ({ ...was, ...stored, head: saver.head(), status, reopened, received_at: savedAt, total } as unknown as Desk)
        : was && { ...was, reopened },
    );
  }, [saver, id, stored, status, reopened, savedAt, total]);
  return { saver, shown };
}
