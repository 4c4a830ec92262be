// What waits on this device, for the pages that say so.
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { KeptAct } from '../../offline/acts';
import { deviceOf, type KeptDraft } from '../../offline/device';
import { outboxOf } from '../../offline/outboxOf';
import { useMe } from '../../shared/me';

export function useOutbox() {
  const { user_id } = useMe();
  const outbox = outboxOf(user_id);
  return useSyncExternalStore(outbox.subscribe, outbox.current);
}

/** Every evaluation with work that the server has not answered. */
export function useDrafts(): ReadonlyMap<string, KeptDraft> {
  const { user_id } = useMe();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, KeptDraft>>(new Map());
  useEffect(
    () => deviceOf(user_id).watchAll((all) => setDrafts(new Map(all.map((one) => [one.evaluation_id, one])))),
    [user_id],
  );
  return drafts;
}

/** What the juror has done beside scoring that the server has not answered, or has refused. */
export function useActs(): readonly KeptAct[] {
  const { user_id } = useMe();
  const [acts, setActs] = useState<readonly KeptAct[]>([]);
  useEffect(() => deviceOf(user_id).acts.follow(setActs), [user_id]);
  return acts;
}
