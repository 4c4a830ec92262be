// Serves a build as production will: same headers, index.html for every page. `node scripts/preview.mjs [port] [dir] [--fake]`
// `--fake` answers /api from memory, for looking at pages without a server; else /api goes to :8000.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fakeApi } from './fake-api.mjs';

const [port = '4173', dir = 'dist'] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const root = join(import.meta.dirname, '..', dir);
const README = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
/** The one source of the header is the README's code block. */
const csp = /```csp\n([^`]+)```/.exec(README)[1].trim().replaceAll('\n', ' ');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

createServer((incoming, answer) => {
  const { pathname } = new URL(incoming.url, 'http://localhost');
  if (pathname.startsWith('/api/')) {
    if (process.argv.includes('--fake')) return fakeApi(incoming, answer);
    const onward = request(
      { port: 8000, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (reply) => {
        answer.writeHead(reply.statusCode, reply.headers);
        reply.pipe(answer);
      },
    );
    onward.on('error', () => answer.writeHead(502).end());
    return incoming.pipe(onward);
  }
  if (!pathname.startsWith('/app')) return answer.writeHead(302, { Location: '/app/' }).end();
  let file = join(root, normalize(pathname.slice(4)));
  if (!file.startsWith(root) || !existsSync(file) || statSync(file).isDirectory()) file = join(root, 'index.html');
  answer.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': csp,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cache-Control': file.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  return answer.end(readFileSync(file));
}).listen(Number(port), () => process.stdout.write(`http://localhost:${port}/app/\n`));
