// The typed client. Every answer that is not a success is thrown as a Problem.
import { currentReader } from '../i18n/i18n';
import { createApi } from './core';
import { keptOr } from './kept';
import { problemOf } from './problem';
import { accessToken, refresh, sessionState } from './session';

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
  // Nobody is signed in again by what a page that they left still sends.
  if (response.status !== 401 || sessionState() === 'out' || OPEN.has(new URL(input.url).pathname)) return response;
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
