// Files on their way: one after another, with progress, speed, cancelling and another try. No React in here.
import { newId } from '../../../shared/api/ids';
import { Problem } from '../../../shared/api/problem';
import { accessToken, refresh } from '../../../shared/api/session';
import { currentReader } from '../../../shared/i18n/i18n';

export interface Upload {
  id: string;
  fieldId: string;
  file: File;
  state: 'waiting' | 'sending' | 'failed';
  /** bytes on their way so far */
  sent: number;
  /** bytes per second, lately */
  speed: number;
  problem: Problem | null;
}

/** Bytes per second over the last few seconds. */
export class Speed {
  private marks: [number, number][] = [];
  add(at: number, bytes: number): number {
    this.marks = [...this.marks.filter(([time]) => time > at - 4000), [at, bytes]];
    const [first] = this.marks;
    const elapsed = first ? at - first[0] : 0;
    return first && elapsed > 300 ? ((bytes - first[1]) * 1000) / elapsed : 0;
  }
}

/** Whether another try could end otherwise: the way broke, not the file. */
export const mayRetry = ({ problem }: Upload): boolean =>
  problem !== null &&
  (problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.status === 400);

export type Send = (url: string, file: File, onProgress: (bytes: number) => void, signal: AbortSignal) => Promise<void>;

function problemIn(request: XMLHttpRequest): Problem {
  try {
    const body = JSON.parse(request.responseText) as Record<string, unknown>;
    return new Problem(request.status, String(body.code ?? `status_${request.status}`), body);
  } catch {
    return new Problem(request.status, `status_${request.status}`);
  }
}

const once: Send = (url, file, onProgress, signal) =>
  new Promise((resolve, reject) => {
    // fetch reports no progress of what is sent
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('Authorization', `Bearer ${accessToken() ?? ''}`);
    request.setRequestHeader('Accept-Language', currentReader().language);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => (request.status < 300 ? resolve() : reject(problemIn(request)));
    request.onerror = () => reject(new Problem(0, 'network'));
    request.onabort = () => reject(new Problem(0, 'cancelled'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });

export const sendFile: Send = async (url, file, onProgress, signal) => {
  try {
    await once(url, file, onProgress, signal);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401) || !(await refresh())) throw error;
    await once(url, file, onProgress, signal);
  }
};

export class Uploads {
  private items: readonly Upload[] = [];
  private running: { id: string; stop: AbortController } | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly entryId: string;
  private readonly onArrived: () => Promise<void>;
  private readonly send: Send;

  constructor(entryId: string, onArrived: () => Promise<void>, send: Send = sendFile) {
    this.entryId = entryId;
    this.onArrived = onArrived;
    this.send = send;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly list = (): readonly Upload[] => this.items;

  private put(items: readonly Upload[]): void {
    this.items = items;
    for (const listen of this.listeners) listen();
  }
  private change(id: string, change: Partial<Upload>): void {
    this.put(this.items.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }

  add(fieldId: string, file: File): void {
    const fresh: Upload = { id: newId(), fieldId, file, state: 'waiting', sent: 0, speed: 0, problem: null };
    this.put([...this.items, fresh]);
    void this.next();
  }

  /** Another try under the same id: if the first one did arrive, nothing is doubled. */
  retry(id: string): void {
    this.change(id, { state: 'waiting', sent: 0, speed: 0, problem: null });
    void this.next();
  }
  /** The network, or the session, is back. */
  retryBroken(): void {
    for (const item of this.items) if (item.problem && [0, 401].includes(item.problem.status)) this.retry(item.id);
  }

  cancel(id: string): void {
    if (this.running?.id === id) this.running.stop.abort();
    this.put(this.items.filter((item) => item.id !== id));
  }

  private async next(): Promise<void> {
    const item = this.items.find((one) => one.state === 'waiting');
    if (!item || this.running) return;
    const { id, fieldId, file } = item;
    const stop = new AbortController();
    this.running = { id, stop };
    this.change(id, { state: 'sending' });
    const speed = new Speed();
    const query = new URLSearchParams({ field_id: fieldId, name: file.name });
    const onProgress = (sent: number) => this.change(id, { sent, speed: speed.add(Date.now(), sent) });
    try {
      await this.send(
        `/api/v1/entrant/entries/${this.entryId}/attachments/${id}?${query}`,
        file,
        onProgress,
        stop.signal,
      );
      await this.onArrived();
      this.put(this.items.filter((one) => one.id !== id));
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, 'network');
      this.change(id, { state: 'failed', problem });
    } finally {
      this.running = null;
      void this.next();
    }
  }
}
