// Binds the saver of one evaluation to a page: what is shown, and what a change does.
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { deviceOf } from '../../offline/device';
import type { About, Content, Status } from '../../offline/evaluation';
import { EvaluationSaver } from '../../offline/evaluationSaver';
import { tabsOf } from '../../offline/evaluationTabs';
import { readAnswer } from '../../offline/order';
import { ask, keepSaved, onHead, outboxOf, sendRevision, takePlace } from '../../offline/outboxOf';
import { serverNow } from '../../shared/api/clock';
import { newId } from '../../shared/api/ids';
import { refreshPaths } from '../../shared/api/query';
import { useMe } from '../../shared/me';
import { contentOf, type Desk } from './model';

/** What a saver begins from, of an evaluation or of an order. */
export interface Begin {
  /** the device's name of it */
  id: string;
  about: About;
  content: Content;
  head: string | null;
  status: string;
  reopened: boolean;
  received_at: string | null;
  closes_at: string | null;
  total: string | null;
}

export const useSaver = (desk: Desk) =>
  useSaverOf({
    ...desk,
    id: desk.evaluation_id,
    about: { number: desk.number, criteria: desk.rubric.map(({ criterion_id, code }) => ({ criterion_id, code })) },
    content: contentOf(desk),
  });

/** `ready` once what the device keeps of it, and other tabs hold of it, is on the screen. */
export function useSaverOf(desk: Begin) {
  const me = useMe();
  const { id } = desk;
  // One saver per visit of an evaluation: a later read of the desk must not replace work on the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const saver = useMemo(
    () =>
      new EvaluationSaver({
        evaluationId: id,
        about: desk.about,
        content: desk.content,
        head: desk.head,
        status: desk.status as Status,
        reopened: desk.reopened,
        savedAt: desk.received_at,
        total: desk.total,
        store: deviceOf(me.user_id),
        send: (revision) => sendRevision(id, revision),
        reopen: (head) => ask('POST', id, '/reopen', onHead(head)).then((answer) => readAnswer(id, answer)),
        newId,
        isOver: () => desk.closes_at !== null && serverNow() >= Date.parse(desk.closes_at),
        now: () => new Date(serverNow()),
        tabs: tabsOf(me.user_id, id),
      }),
    [id, me.user_id],
  );
  const shown = useSyncExternalStore(saver.subscribe, saver.current);
  const [ready, setReady] = useState(false);
  const began = useRef([desk.status, desk.reopened]);
  useEffect(() => {
    const leave = takePlace(me.user_id, id);
    void saver.resume().finally(() => setReady(true));
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
        leave();
        const { status, reopened } = saver.current();
        // The list says 'not started', 'draft' or 'submitted': it is read anew where that changed.
        if (String([status, reopened]) !== String(began.current))
          void refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/rankings', '/api/v1/juror/rounds');
      });
    };
  }, [saver, me.user_id, id]);
  const { stored, status, reopened, savedAt, total } = shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was saved, and nothing else of the snapshot
  useEffect(() => {
    if (saver.head() !== desk.head || reopened !== desk.reopened) keepSaved(me.user_id, id, shown, saver.head());
  }, [saver, id, stored, status, reopened, savedAt, total]);
  return { saver, shown, ready };
}

/** From before the desk is read: the outbox leaves its evaluation to it. */
export function usePlace(evaluationId: string): void {
  const { user_id } = useMe();
  useEffect(() => outboxOf(user_id).hold(evaluationId), [user_id, evaluationId]);
}
