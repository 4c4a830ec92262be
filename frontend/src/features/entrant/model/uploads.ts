// Files on their way: a few at once, with progress, speed, pausing, cancelling and another try. No React in here.
// All but small ones go in parts and go on where they stopped, also after a reload.
import { newId } from '../../../shared/api/ids';
import { Problem } from '../../../shared/api/problem';
import { accessToken, refresh } from '../../../shared/api/session';
import { currentReader } from '../../../shared/i18n/i18n';
import { forget, isBegun, remember, SMALL, sendInParts } from './tus';

const AT_ONCE = 3;

export interface Upload {
  id: string;
  fieldId: string;
  file: File;
  state: 'waiting' | 'sending' | 'paused' | 'failed';
  /** in parts: it can pause, and goes on where it stopped */
  inParts: boolean;
  /** the server knows it already */
  begun: boolean;
  /** bytes on their way so far */
  sent: number;
  /** bytes per second, lately */
  speed: number;
  /** nothing has gone on for a while: the connection is lost, and it is tried again by itself */
  stalled: boolean;
  problem: Problem | null;
}

/** Without progress for so long, in milliseconds, the connection counts as lost. */
const STALLS = 4000;

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
export const mayRetry = ({ problem, stalled }: Upload): boolean =>
  stalled ||
  (problem !== null &&
    (problem.status === 0 || problem.status >= 500 || problem.status === 429 || problem.status === 400));

/** Seconds until it has arrived at this speed; null while nobody can tell. */
export const secondsLeft = ({ file, sent, speed }: Upload): number | null =>
  speed > 0 ? Math.max(0, Math.ceil((file.size - sent) / speed)) : null;

export type Send = (
  entryId: string,
  item: Upload,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<void>;
type SendWhole = (url: string, file: File, onProgress: (bytes: number) => void, signal: AbortSignal) => Promise<void>;

function problemIn(request: XMLHttpRequest): Problem {
  try {
    const body = JSON.parse(request.responseText) as Record<string, unknown>;
    return new Problem(request.status, String(body.code ?? `status_${request.status}`), body);
  } catch {
    return new Problem(request.status, `status_${request.status}`);
  }
}

const once: SendWhole = (url, file, onProgress, signal) =>
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

const sendWhole: SendWhole = async (url, file, onProgress, signal) => {
  try {
    await once(url, file, onProgress, signal);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401) || !(await refresh())) throw error;
    await once(url, file, onProgress, signal);
  }
};

export const sendFile: Send = async (entryId, item, onProgress, signal) => {
  const place = `/api/v1/entrant/entries/${entryId}`;
  const { id, fieldId, file } = item;
  if (item.inParts) {
    remember(id, file);
    await sendInParts(`${location.origin}${place}/uploads`, item, item.begun, onProgress, signal);
    forget(id);
    return;
  }
  const query = new URLSearchParams({ field_id: fieldId, name: file.name });
  await sendWhole(`${place}/attachments/${id}?${query}`, file, onProgress, signal);
};

export interface Unfinished {
  id: string;
  field_id: string;
  length: number;
}

export class Uploads {
  private items: readonly Upload[] = [];
  private readonly running = new Map<string, AbortController>();
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

  /** `unfinished` are uploads that the server still holds: one of this very file goes on. */
  add(fieldId: string, file: File, unfinished: readonly Unfinished[] = []): void {
    const former = unfinished.find(
      (one) => one.field_id === fieldId && one.length === file.size && isBegun(one.id, file) && !this.find(one.id),
    );
    const fresh: Upload = {
      id: former?.id ?? newId(),
      fieldId,
      file,
      state: 'waiting',
      inParts: former !== undefined || file.size > SMALL,
      begun: former !== undefined,
      sent: 0,
      speed: 0,
      stalled: false,
      problem: null,
    };
    this.put([...this.items, fresh]);
    this.next();
  }

  private find(id: string): Upload | undefined {
    return this.items.find((item) => item.id === id);
  }

  /** Another try under the same id: if the first one did arrive, nothing is doubled. */
  retry(id: string): void {
    this.change(id, { state: 'waiting', speed: 0, stalled: false, problem: null });
    this.running.get(id)?.abort();
    this.next();
  }
  /** The network, or the session, is back. */
  retryBroken(): void {
    for (const item of this.items)
      if (item.stalled || (item.problem && [0, 401].includes(item.problem.status))) this.retry(item.id);
  }

  pause(id: string): void {
    this.change(id, { state: 'paused', speed: 0, stalled: false });
    this.running.get(id)?.abort();
  }

  cancel(id: string): void {
    const item = this.find(id);
    this.put(this.items.filter((one) => one.id !== id));
    this.running.get(id)?.abort();
    if (item?.inParts) forget(id);
  }

  private next(): void {
    while (this.running.size < AT_ONCE) {
      const item = this.items.find((one) => one.state === 'waiting' && !this.running.has(one.id));
      if (!item) return;
      void this.run(item);
    }
  }

  private async run(item: Upload): Promise<void> {
    const { id } = item;
    const stop = new AbortController();
    this.running.set(id, stop);
    this.change(id, { state: 'sending' });
    const speed = new Speed();
    let patience: ReturnType<typeof setTimeout> | undefined;
    const onProgress = (sent: number) => {
      clearTimeout(patience);
      if (stop.signal.aborted) return;
      this.change(id, { sent, begun: true, speed: speed.add(Date.now(), sent), stalled: false });
      if (sent < item.file.size)
        patience = setTimeout(() => this.change(id, { speed: 0, stalled: !stop.signal.aborted }), STALLS);
    };
    try {
      await this.send(this.entryId, item, onProgress, stop.signal);
      await this.onArrived();
      this.put(this.items.filter((one) => one.id !== id));
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, 'network');
      if (!stop.signal.aborted) this.change(id, { state: 'failed', stalled: false, problem });
    } finally {
      clearTimeout(patience);
      this.running.delete(id);
      this.next();
    }
  }
}
