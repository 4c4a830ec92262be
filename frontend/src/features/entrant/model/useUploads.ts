// The uploads of an entry go on while its person looks at other pages.
import { useEffect, useSyncExternalStore } from 'react';
import { refreshPaths } from '../../../shared/api/query';
import { onSession, sessionState } from '../../../shared/api/session';
import { type Upload, Uploads } from './uploads';

const all = new Map<string, Uploads>();
onSession(() => {
  if (sessionState() === 'in') for (const uploads of all.values()) uploads.retryBroken();
  if (sessionState() !== 'out') return;
  for (const uploads of all.values()) for (const item of uploads.list()) uploads.cancel(item.id);
  all.clear();
});

function of(entryId: string): Uploads {
  const found = all.get(entryId);
  if (found) return found;
  const made = new Uploads(entryId, () =>
    refreshPaths('/api/v1/entrant/entries/{entry_id}', '/api/v1/entrant/entries'),
  );
  all.set(entryId, made);
  return made;
}

export function useUploads(entryId: string): { uploads: Uploads; items: readonly Upload[] } {
  const uploads = of(entryId);
  const items = useSyncExternalStore(uploads.subscribe, uploads.list);
  const busy = items.length > 0;
  useEffect(() => {
    const online = () => uploads.retryBroken();
    const closing = (event: BeforeUnloadEvent) => busy && event.preventDefault();
    window.addEventListener('online', online);
    window.addEventListener('beforeunload', closing);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', closing);
    };
  }, [uploads, busy]);
  return { uploads, items };
}
