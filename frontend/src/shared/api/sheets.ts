// Sending a sheet: the bytes as they are, in a kind that the server reads.
import { authorisedFetch } from './client';
import { saveAnswer } from './download';
import { problemOf } from './problem';

export const TYPES = [
  '.xlsx',
  '.csv',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;

async function post(path: string, file: File, query: Record<string, string>): Promise<Response> {
  const url = new URL(`${path}?${new URLSearchParams(query)}`, location.origin);
  const headers = { 'Content-Type': /\.csv$/i.test(file.name) ? 'text/csv' : TYPES[3] };
  // The bytes are read first: a request that is sent again after a refresh needs them once more.
  const body = await file.arrayBuffer();
  const response = await authorisedFetch(new Request(url, { method: 'POST', headers, body }));
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The sheet as it is; a browser that gave no type sends Excel's. */
export async function sendSheet<R>(path: string, file: File, query: Record<string, string>): Promise<R> {
  return (await (await post(path, file, query)).json()) as R;
}

/** Saves what the server makes of a sheet. */
export async function saveAnswerTo(path: string, file: File, fallbackName: string): Promise<void> {
  await saveAnswer(await post(path, file, {}), fallbackName);
}
