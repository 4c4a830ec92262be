// What the typed client does at run time: path, query, headers, body, middleware. The types are openapi-fetch's;
// its own code brings path styles and serialisers that this API does not use, for four times the size.
import type { Client, Middleware } from 'openapi-fetch';
import type { paths } from './schema';

interface Init {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown>; header?: Record<string, unknown> };
  body?: unknown;
  headers?: HeadersInit;
  signal?: AbortSignal;
  parseAs?: 'json' | 'text' | 'blob' | 'arrayBuffer' | 'stream';
  bodySerializer?: (body: unknown) => BodyInit;
}

/** The template with its parameters and the query; empty values are left out, lists repeat their name. */
export function fillPath(
  template: string,
  path: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name] ?? '')));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') search.append(key, String(one));
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

function requestOf(method: string, template: string, init: Init): Request {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(init.params?.header ?? {}))
    if (value !== undefined && value !== null) headers.set(name, String(value));
  let body: BodyInit | undefined;
  if (init.body !== undefined) {
    const plain = !init.bodySerializer && !(init.body instanceof FormData) && !(init.body instanceof Blob);
    body = init.bodySerializer
      ? init.bodySerializer(init.body)
      : plain
        ? JSON.stringify(init.body)
        : (init.body as BodyInit);
    if (plain && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  }
  const origin = globalThis.location?.origin ?? 'http://localhost';
  return new Request(new URL(fillPath(template, init.params?.path, init.params?.query), origin), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(init.signal ? { signal: init.signal } : {}),
  });
}

async function dataOf(response: Response, parseAs: NonNullable<Init['parseAs']>): Promise<unknown> {
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined;
  if (parseAs === 'stream') return response.body;
  if (parseAs !== 'json') return response[parseAs]();
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}

export function createApi(send: (request: Request) => Promise<Response>): Client<paths> {
  const middlewares: Middleware[] = [];
  let last = 0;
  const call =
    (method: string) =>
    async (template: string, init: Init = {}) => {
      let request = requestOf(method, template, init);
      const about = {
        id: String(++last),
        schemaPath: template,
        params: init.params ?? {},
        options: {},
      } as never as object;
      for (const one of middlewares) {
        const changed = await one.onRequest?.({ ...about, request } as never);
        if (changed instanceof Request) request = changed;
      }
      let response = await send(request);
      for (const one of middlewares.toReversed()) {
        const changed = await one.onResponse?.({ ...about, request, response } as never);
        if (changed instanceof Response) response = changed;
      }
      return { data: await dataOf(response, init.parseAs ?? 'json'), response };
    };
  return {
    GET: call('GET'),
    PUT: call('PUT'),
    POST: call('POST'),
    PATCH: call('PATCH'),
    DELETE: call('DELETE'),
    use: (...more: Middleware[]) => void middlewares.push(...more),
  } as unknown as Client<paths>;
}
