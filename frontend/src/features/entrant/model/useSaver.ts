// One saver per person and entry, alive while the page is open and until what was typed has arrived.
import { useEffect, useSyncExternalStore } from 'react';
import { refreshPaths } from '../../../shared/api/query';
import { onSession, sessionState } from '../../../shared/api/session';
import { useMe } from '../../../shared/me';
import { afterQuiet } from './afterQuiet';
import type { FieldState } from './fieldState';
import { Saver } from './saver';
import { type Entry, saverFields, Transport } from './transport';
import { unsavedStore } from './unsaved';

interface Live {
  saver: Saver;
  transport: Transport;
  ready: Promise<void>;
  users: number;
}
// Whole entries are heavy to read: once when the typing rests, not with every field that is saved.
const REST = 3000;
const living = new Map<string, Live>();

onSession(() => {
  // A session that expired and was taken up again goes on where it stopped; one that ended does not.
  if (sessionState() === 'in') for (const live of living.values()) void live.saver.flush();
  if (sessionState() !== 'out') return;
  for (const live of living.values()) live.saver.stop();
  living.clear();
});

export const scopeOf = (userId: string, entryId: string): string => `${userId}/${entryId}`;
const refresh = () => refreshPaths('/api/v1/entrant/entries/{entry_id}', '/api/v1/entrant/entries');

function start(scope: string, entry: Entry): Live {
  const transport = new Transport(entry);
  const saver = new Saver({
    scope,
    fields: saverFields(entry),
    store: unsavedStore,
    send: transport.send,
    onLost: () => void refresh(),
    // What was carried over is compared with what now stands; what was submitted, too.
    onSaved: afterQuiet(() => {
      if (entry.carried_from) void refreshPaths('/api/v1/entrant/entries/{entry_id}/carried');
      if (entry.submitted_at) void refreshPaths('/api/v1/entrant/entries/{entry_id}');
    }, REST),
  });
  const live = { saver, transport, ready: saver.restore(), users: 0 };
  living.set(scope, live);
  return live;
}

/** The saver of an entry that can be edited; it lives on after the page until all is sent. */
export function useSaver(entry: Entry): Saver {
  const scope = scopeOf(useMe().user_id, entry.id);
  const live = living.get(scope) ?? start(scope, entry);
  const { saver } = live;
  useEffect(() => {
    live.transport.receive(entry);
    saver.receive(saverFields(entry));
    saver.reopen();
  }, [live, saver, entry]);
  useEffect(() => {
    live.users += 1;
    const now = () => void saver.flush();
    const leaving = () => document.visibilityState === 'hidden' && now();
    const closing = (event: BeforeUnloadEvent) => {
      if (!saver.pending()) return;
      now();
      event.preventDefault();
    };
    window.addEventListener('online', now);
    window.addEventListener('beforeunload', closing);
    document.addEventListener('visibilitychange', leaving);
    return () => {
      window.removeEventListener('online', now);
      window.removeEventListener('beforeunload', closing);
      document.removeEventListener('visibilitychange', leaving);
      live.users -= 1;
      void saver.flush().finally(() => {
        void refresh();
        if (live.users > 0 || living.get(scope) !== live) return;
        saver.stop();
        living.delete(scope);
      });
    };
  }, [live, saver, scope]);
  return saver;
}

/** One field's state, rendered again only when it changes. */
export function useField(saver: Saver, id: string): FieldState {
  const state = useSyncExternalStore(saver.subscribe, () => saver.get(id));
  if (!state) throw new Error(`no field ${id}`);
  return state;
}

/** Renders again with every change of any field. */
export function useAll(saver: Saver): ReadonlyMap<string, FieldState> {
  useSyncExternalStore(saver.subscribe, saver.version);
  return saver.all();
}
