import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { api, ifMatch, must } from './client';
import { fillPath } from './core';
import { newId } from './ids';
import { asProblem, Problem } from './problem';
import { fieldProblemText, problemText, registerProblems } from './problems';
import { accessToken, forgetSession, isSessionTaken, resume, sessionState, signOut, startSession } from './session';

type Answer = () => Response | Promise<Response>;
let calls: { path: string; token: string | null; body: string }[] = [];
function serve(routes: Record<string, Answer[]>): void {
  calls = [];
  vi.stubGlobal('fetch', async (input: Request | string, init?: RequestInit) => {
    const request = typeof input === 'string' ? new Request(new URL(input, 'http://localhost'), init) : input;
    const path = new URL(request.url).pathname;
    calls.push({ path, token: request.headers.get('Authorization'), body: await request.clone().text() });
    const answers = routes[path] ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (!answer) throw new TypeError('Failed to fetch');
    return answer();
  });
}
const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' },
    });
const refused = (status: number, code: string, more = {}) => json({ status, code, title: '', ...more }, status);

const tokenOf = (sub: string) => `h.${btoa(unescape(encodeURIComponent(JSON.stringify({ sub }))))}.s`;

beforeEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  forgetSession();
});
afterEach(() => vi.unstubAllGlobals());

describe('the client', () => {
  test('three answers of 401 cost one refresh, and each request is sent again with the new token', async () => {
    startSession('old');
    let fresh = false;
    const me: Answer = () => (fresh ? json({ user_id: 'u' })() : refused(401, 'signed_out')());
    serve({
      '/api/v1/me': [me],
      '/api/v1/refresh': [
        () => {
          fresh = true;
          return json({ access_token: 'new' })();
        },
      ],
    });
    const answers = await Promise.all([api.GET('/api/v1/me'), api.GET('/api/v1/me'), api.GET('/api/v1/me')]);
    expect(answers.map((answer) => answer.response.status)).toEqual([200, 200, 200]);
    expect(calls.filter((call) => call.path === '/api/v1/refresh')).toHaveLength(1);
    expect(calls.filter((call) => call.token === 'Bearer new')).toHaveLength(3);
    expect(accessToken()).toBe('new');
  });

  test('a body survives the retry', async () => {
    startSession('old');
    serve({
      '/api/v1/account': [refused(401, 'signed_out'), json({ user_id: 'u' })],
      '/api/v1/refresh': [json({ access_token: 'new' })],
    });
    await api.PATCH('/api/v1/account', { body: { name_ar: 'نورة' } });
    expect(calls.filter((call) => call.path === '/api/v1/account').map((call) => call.body)).toEqual([
      '{"name_ar":"نورة"}',
      '{"name_ar":"نورة"}',
    ]);
  });

  test('a session that ends under someone’s hands keeps the page and asks again', async () => {
    startSession('old');
    serve({ '/api/v1/me': [refused(401, 'signed_out')], '/api/v1/refresh': [refused(401, 'session_ended')] });
    await expect(api.GET('/api/v1/me')).rejects.toMatchObject({ status: 401, code: 'signed_out' });
    expect(sessionState()).toBe('expired');
    expect(await resume()).toBe(true);
    expect(accessToken()).toBeNull();
  });

  test('a wrong password is not a reason to refresh', async () => {
    serve({ '/api/v1/sign-in': [refused(401, 'wrong_credentials')] });
    await expect(
      must(api.POST('/api/v1/sign-in', { body: { email: 'a@example.org', password: 'x' } })),
    ).rejects.toBeInstanceOf(Problem);
    expect(calls.map((call) => call.path)).toEqual(['/api/v1/sign-in']);
  });

  test('a server that is away keeps the session', async () => {
    localStorage.setItem('tahkeem.signed-in', '1');
    serve({ '/api/v1/refresh': [refused(503, 'database_away')] });
    await expect(resume()).rejects.toMatchObject({ status: 503 });
    expect(localStorage.getItem('tahkeem.signed-in')).toBe('1');
  });

  test('what a left page still sends signs nobody in again', async () => {
    startSession('old');
    serve({
      '/api/v1/sign-out': [json({}, 200)],
      '/api/v1/me': [refused(401, 'signed_out')],
      '/api/v1/refresh': [json({ access_token: 'new' })],
    });
    await signOut();
    await expect(api.GET('/api/v1/me')).rejects.toMatchObject({ status: 401 });
    expect(calls.map((call) => call.path)).toEqual(['/api/v1/sign-out', '/api/v1/me']);
    expect([sessionState(), accessToken()]).toEqual(['out', null]);
  });

  test('who signs out during a refresh stays signed out', async () => {
    startSession('old');
    let answered = (): void => undefined;
    const waits = new Promise<void>((done) => {
      answered = done;
    });
    serve({
      '/api/v1/sign-out': [json({})],
      '/api/v1/me': [refused(401, 'signed_out')],
      '/api/v1/refresh': [() => waits.then(json({ access_token: 'new' }))],
    });
    const read = api.GET('/api/v1/me').catch(() => null);
    await vi.waitFor(() => expect(calls.at(-1)?.path).toBe('/api/v1/refresh'));
    await signOut();
    answered();
    await read;
    expect([sessionState(), accessToken()]).toEqual(['out', null]);
  });

  test('the server is told of a sign-out as soon as it answers, before the page asks who is there', async () => {
    startSession('old');
    serve({ '/api/v1/refresh': [json({ access_token: 'new' })] });
    await signOut();
    expect(sessionState()).toBe('out');
    forgetSession(); // the page is loaded again
    expect(await resume()).toBe(false);
    serve({ '/api/v1/sign-out': [json({})], '/api/v1/refresh': [json({ access_token: 'new' })] });
    forgetSession();
    expect(await resume()).toBe(false);
    expect(calls.map((call) => call.path)).toEqual(['/api/v1/sign-out']);
    forgetSession();
    expect(await resume()).toBe(false);
    expect(calls).toHaveLength(1);
  });

  test('a network that comes back carries the sign-out too', async () => {
    startSession('old');
    serve({});
    await signOut();
    serve({ '/api/v1/sign-out': [json({})] });
    globalThis.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(localStorage.getItem('tahkeem.signed-in')).toBe(''));
    expect(new Set(calls.map((call) => call.path))).toEqual(new Set(['/api/v1/sign-out']));
  });

  test('of two people in one browser, nothing of a page is sent under the name of the other', async () => {
    startSession(tokenOf('أ'));
    serve({
      '/api/v1/account': [refused(401, 'signed_out')],
      '/api/v1/refresh': [json({ access_token: tokenOf('ب') })],
    });
    const changed = api.PATCH('/api/v1/account', { body: { name_ar: 'نورة' } });
    await expect(changed).rejects.toMatchObject({ status: 401 });
    expect(calls.map((call) => call.token)).toEqual([`Bearer ${tokenOf('أ')}`, null]);
    expect([sessionState(), accessToken()]).toEqual(['expired', null]);
    // Leaving it ends no session but its own: the cookie is the other's.
    await signOut();
    expect(calls.map((call) => call.path)).toEqual(['/api/v1/account', '/api/v1/refresh']);
    expect([sessionState(), localStorage.getItem('tahkeem.signed-in')]).toEqual(['out', '1']);
    startSession(tokenOf('أ'));
    expect([sessionState(), isSessionTaken()]).toEqual(['in', false]);
  });

  test('nobody signed in here: no request', async () => {
    serve({});
    expect(await resume()).toBe(false);
    expect(calls).toEqual([]);
  });
});

describe('problems', () => {
  test('the feature’s words, else the server’s, else the status’s; never a code', () => {
    registerProblems({ made_up: (facts, format) => ({ id: `x${format.number(Number(facts.n))}`, message: 'مثال' }) });
    expect(problemText(new Problem(409, 'made_up', { n: 3 }))).toBe('مثال');
    expect(problemText(new Problem(409, 'unheard_of', { title: 'الجولة مغلقة.' }))).toBe('الجولة مغلقة.');
    expect(problemText(new Problem(500, 'internal', { title: 'Traceback' }))).not.toContain('Traceback');
    expect(problemText(new Problem(409, 'status_409'))).toMatch(/[\u0600-\u06ff]/);
    expect(problemText(asProblem(new TypeError('Failed to fetch')))).toContain('اتصال');
  });
  test('wrong fields keep their place', () => {
    const problem = new Problem(422, 'invalid', { errors: [{ loc: ['name_ar'], code: 'missing', message: 'مطلوب' }] });
    expect(problem.errors.map((error) => [error.loc, fieldProblemText(error)])).toEqual([[['name_ar'], 'مطلوب']]);
  });
});

test('addresses: parameters are escaped, empty ones left out, lists repeated', () => {
  expect(
    fillPath('/api/v1/editions/{edition_id}/entries', { edition_id: 'a b' }, { q: 'س', x: null, s: ['a', 'b'] }),
  ).toBe('/api/v1/editions/a%20b/entries?q=%D8%B3&s=a&s=b');
});

test('a file goes as it is, with its own type', async () => {
  startSession('t');
  serve({ '/api/v1/programmes/1/logo': [json({})] });
  const types: (string | null)[] = [];
  api.use({
    onRequest: ({ request }) => {
      types.push(request.headers.get('Content-Type'));
    },
  });
  const params = { path: { programme_id: '1' } };
  await api.PUT('/api/v1/programmes/{programme_id}/logo', {
    params,
    body: new Blob(['<svg/>'], { type: 'image/svg+xml' }) as unknown as string,
    headers: { 'Content-Type': 'image/svg+xml' },
  });
  expect(types).toEqual(['image/svg+xml']);
  expect(calls[0]?.body).toBe('<svg/>');
});

test('ids are UUIDv7 and sort by time', () => {
  const ids = [newId(1), newId(1_700_000_000_000), newId(1_800_000_000_000)];
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(ifMatch(3)).toEqual({ 'if-match': '"3"' });
});
