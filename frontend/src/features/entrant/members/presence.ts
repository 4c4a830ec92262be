// Where people are in an entry: a word to the server every 15 seconds while the page is looked at, and the
// others in return. Without it nothing else changes: saves never wait for it.
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';

export type Here = components['schemas']['HerePerson'];
const EVERY = 15_000;
const SOON = 400;

export const PresenceContext = createContext<readonly Here[]>([]);

/** The others at one place of the entry. */
export function useOthersAt(place: string): readonly Here[] {
  return useContext(PresenceContext).filter((one) => one.place === place);
}

/** The place of an element inside the form: the field that it belongs to, by the field's anchor. */
export function placeOf(element: EventTarget | null): string {
  const field = element instanceof Element ? element.closest('[id^="field-"]') : null;
  return field ? field.id.slice('field-'.length) : '';
}

const say = (entryId: string, body: { place?: string; leaves?: boolean }) =>
  must(
    api.POST('/api/v1/entrant/entries/{entry_id}/presence', {
      params: { path: { entry_id: entryId } },
      body: { place: body.place ?? '', leaves: body.leaves ?? false },
    }),
  );

/** The others who are at an entry; `place` is where its reader is. */
export function usePresence(entryId: string, place: string): readonly Here[] {
  const [others, setOthers] = useState<readonly Here[]>([]);
  const stamp = useRef<string | null>(null);
  const here = useRef(place);
  const [moved, setMoved] = useState(0);
  useEffect(() => {
    if (here.current === place) return;
    here.current = place;
    const timer = setTimeout(() => setMoved((count) => count + 1), SOON);
    return () => clearTimeout(timer);
  }, [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a move is told at once
  useEffect(() => {
    let over = false;
    const beat = async () => {
      if (document.visibilityState === 'hidden') return;
      try {
        const now = await say(entryId, { place: here.current });
        if (over) return;
        setOthers(now.items);
        // Something was saved: read it, so that colleagues see each other's words.
        if (stamp.current !== null && stamp.current !== now.stamp)
          void refreshPaths('/api/v1/entrant/entries/{entry_id}');
        stamp.current = now.stamp;
      } catch {
        if (!over) setOthers([]);
      }
    };
    void beat();
    const timer = setInterval(() => void beat(), EVERY);
    const seen = () => void beat();
    document.addEventListener('visibilitychange', seen);
    return () => {
      over = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [entryId, moved]);
  useEffect(() => () => void say(entryId, { leaves: true }).catch(() => undefined), [entryId]);
  return others;
}
