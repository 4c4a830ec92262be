// The typed client. Every answer that is not a success is thrown as a Problem.
import { saveFile } from '../csv';
import { currentReader } from '../i18n/i18n';
import { createApi } from './core';
import { keptOr } from './kept';
import { problemOf } from './problem';
import { accessToken, refresh } from './session';

const OPEN = new Set(['/api/v1/sign-in', '/api/v1/refresh']);

/** fetch with the token and the reader's language; one shared refresh and one retry on 401. */
export const authorisedFetch = (input: Request): Promise<Response> => keptOr(input, () => sendAuthorised(input));

async function sendAuthorised(input: Request): Promise<Response> {
  const send = (request: Request): Promise<Response> => {
    const token = accessToken();
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    request.headers.set('Accept-Language', currentReader().language);
    return fetch(request);
  };
  const again = input.clone();
  const used = accessToken();
  const response = await send(input);
  if (response.status !== 401 || OPEN.has(new URL(input.url).pathname)) return response;
  if (used === accessToken() && !(await refresh())) return response;
  return send(again);
}

export const api = createApi(authorisedFetch);

api.use({
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
});

/** The body of an answer that must have one: `const me = await must(api.GET('/api/v1/me'))`. */
export async function must<T>(answer: Promise<{ data?: T; response: Response }>): Promise<NonNullable<T>> {
  const { data } = await answer;
  return data as NonNullable<T>;
}

/** The header of a change: `ifMatch(programme.version)`. A plain creation needs none: its id is new. */
export const ifMatch = (version: number | string) => ({ 'if-match': `"${version}"` });
/** The header of a first revision or answer, where the API asks for one. */
export const ifNew = () => ({ 'if-none-match': '*' });
export const etagOf = (response: Response): string | null =>
  response.headers.get('ETag')?.replace(/^W\//, '').replace(/^"|"$/g, '') ?? null;

/** Saves an answer as a file, through the authorised client (a plain link would carry no token). */
export async function download(url: string, fallbackName: string): Promise<void> {
  const response = await authorisedFetch(new Request(new URL(url, location.origin)));
  if (!response.ok) throw await problemOf(response);
  await saveAnswer(response, fallbackName);
}

/** Saves what the server sent, under the name that it gave. */
export async function saveAnswer(response: Response, fallbackName: string): Promise<void> {
  const said = response.headers.get('Content-Disposition') ?? '';
  // The plain name beside it is an ASCII stand-in: an Arabic name is only in the starred one.
  const named = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1] ?? /filename="?([^";]+)/i.exec(said)?.[1];
  saveFile(named ? decodeURIComponent(named) : fallbackName, await response.blob());
}
