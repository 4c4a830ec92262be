// Files go in parts and go on where they stopped: the tus protocol, loaded when the first of them comes.
import { Problem } from '../../../shared/api/problem';
import { accessToken, refresh } from '../../../shared/api/session';
import { currentReader } from '../../../shared/i18n/i18n';
import { readLocal, writeLocal } from '../../../shared/local';

/** Files above this go in parts, so that they can pause; below it one request is over in a second or two anyway. */
export const SMALL = 500_000;
const PART = 16 * 1024 * 1024;
const DELAYS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];
const KEY = 'tk-upload:';

const mark = (file: File): string => JSON.stringify([file.name, file.size, file.lastModified]);

/** Whether this is the file whose upload by this id was begun on this device. */
export const isBegun = (id: string, file: File): boolean => readLocal(KEY + id) === mark(file);
export const remember = (id: string, file: File): void => writeLocal(KEY + id, mark(file));
export const forget = (id: string): void => writeLocal(KEY + id, null);

interface Answer {
  getStatus: () => number;
  getBody: () => string;
}

export function problemOfAnswer(answer: Answer | null | undefined): Problem {
  if (!answer) return new Problem(0, 'network');
  try {
    const body = JSON.parse(answer.getBody()) as Record<string, unknown>;
    return new Problem(answer.getStatus(), String(body.code ?? `status_${answer.getStatus()}`), body);
  } catch {
    return new Problem(answer.getStatus(), `status_${answer.getStatus()}`);
  }
}

/** Worth another try: the way broke, somebody held it, the place was another, or the session ended. */
export const mayGoOn = (status: number): boolean =>
  status === 0 || status === 401 || status === 409 || status === 423 || status === 429 || status >= 500;

export async function sendInParts(
  place: string,
  item: { id: string; fieldId: string; file: File },
  begun: boolean,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { Upload } = await import('tus-js-client');
  const { id, fieldId, file } = item;
  let renewing: Promise<unknown> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: place,
      ...(begun ? { uploadUrl: `${place}/${id}` } : {}),
      chunkSize: PART,
      retryDelays: DELAYS,
      storeFingerprintForResuming: false,
      metadata: { id, field_id: fieldId, filename: file.name },
      async onBeforeRequest(request) {
        await renewing;
        request.setHeader('Authorization', `Bearer ${accessToken() ?? ''}`);
        request.setHeader('Accept-Language', currentReader().language);
      },
      onShouldRetry(error) {
        const status = error.originalResponse?.getStatus() ?? 0;
        const problem = problemOfAnswer(error.originalResponse);
        if (status === 401) renewing = refresh();
        // 423 is also a closed call: only a held upload is worth waiting for.
        return mayGoOn(status) && (status !== 423 || problem.code === 'upload_busy') && problem.code !== 'id_taken';
      },
      onProgress: (sent) => onProgress(sent),
      onSuccess: () => resolve(),
      onError: (error) =>
        reject('originalResponse' in error ? problemOfAnswer(error.originalResponse as Answer | null) : error),
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      reject(new Problem(0, 'cancelled'));
    });
    if (signal.aborted) reject(new Problem(0, 'cancelled'));
    else upload.start();
  });
}
