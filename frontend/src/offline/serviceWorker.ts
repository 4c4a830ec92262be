// The service worker that starts the juror's pages without a network. A new version waits until the juror takes it.
import { Workbox } from 'workbox-window';
import { scriptUrl } from '../shared/security/trusted';

let worker: Workbox | null = null;
let isWaiting = false;
const listeners = new Set<() => void>();

export function startWorker(): void {
  if (worker || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  worker = new Workbox(scriptUrl('/app/sw.js'), { updateViaCache: 'none' });
  worker.addEventListener('waiting', () => {
    isWaiting = true;
    for (const listen of listeners) listen();
  });
  worker.register({ immediate: true }).catch(() => undefined); // without it, pages need the network to start
}

export function onUpdate(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const hasUpdate = (): boolean => isWaiting;

/** Starts the new version: this page and the other tabs of this browser are loaded anew. */
export function takeUpdate(): void {
  worker?.addEventListener('controlling', () => location.reload());
  worker?.messageSkipWaiting();
}
