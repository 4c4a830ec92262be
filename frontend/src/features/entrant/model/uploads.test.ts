import { expect, test, vi } from 'vitest';
import { Problem } from '../../../shared/api/problem';
import type { FormField } from './answers';
import { wrongFile } from './files';
import { mayRetry, type Send, Speed, Uploads } from './uploads';

const file = (name: string, size = 4) => new File(['x'.repeat(size)], name);
interface Held {
  url: string;
  done: () => void;
  fail: (problem: Problem) => void;
  progress: (bytes: number) => void;
}
function queue() {
  const calls: Held[] = [];
  const send: Send = (url, _file, progress, signal) =>
    new Promise((resolve, reject) => {
      calls.push({ url, done: resolve, fail: reject, progress });
      signal.addEventListener('abort', () => reject(new Problem(0, 'cancelled')));
    });
  return { calls, send };
}
const soon = () => new Promise((resolve) => setTimeout(resolve));

test('files go one after another, each under its own id', async () => {
  const { calls, send } = queue();
  const arrived = vi.fn(async () => undefined);
  const uploads = new Uploads('e', arrived, send);
  uploads.add('f', file('تقرير.pdf'));
  uploads.add('f', file('b.pdf'));
  expect(calls).toHaveLength(1);
  calls[0]?.progress(2);
  expect(uploads.list().map((item) => [item.state, item.sent])).toEqual([
    ['sending', 2],
    ['waiting', 0],
  ]);
  calls[0]?.done();
  await soon();
  expect(arrived).toHaveBeenCalledTimes(1);
  expect(calls).toHaveLength(2);
  expect(new URL(`http://x${calls[0]?.url}`).searchParams.get('name')).toBe('تقرير.pdf');
  expect(uploads.list()).toHaveLength(1);
});

test('another try goes under the same id; a cancelled file leaves its place to the next', async () => {
  const { calls, send } = queue();
  const uploads = new Uploads('e', async () => undefined, send);
  uploads.add('f', file('a.pdf'));
  calls[0]?.fail(new Problem(0, 'network'));
  await soon();
  const [broken] = uploads.list();
  expect(broken && [broken.state, mayRetry(broken)]).toEqual(['failed', true]);
  uploads.retryBroken();
  expect(calls[1]?.url).toBe(calls[0]?.url);
  uploads.add('f', file('b.pdf'));
  uploads.cancel(broken?.id ?? '');
  await soon();
  expect(uploads.list().map((item) => item.file.name)).toEqual(['b.pdf']);
  expect(calls).toHaveLength(3);
});

test('a refused file is not tried again', async () => {
  const { calls, send } = queue();
  const uploads = new Uploads('e', async () => undefined, send);
  uploads.add('f', file('a.pdf'));
  calls[0]?.fail(new Problem(415, 'file_mismatch'));
  await soon();
  expect(uploads.list().map(mayRetry)).toEqual([false]);
});

test('speed is that of the last seconds', () => {
  const speed = new Speed();
  expect([speed.add(0, 0), speed.add(1000, 500), speed.add(10_000, 500), speed.add(11_000, 2500)]).toEqual([
    0, 500, 0, 2000,
  ]);
});

test('what can be said of a file before it is sent', () => {
  const field = { file_types: ['application/pdf', 'image/jpeg'], max_files: 2, max_bytes: 10 } as FormField;
  const wrong = (name: string, size = 4, count = 0) => wrongFile(field, { name, size }, count)?.code ?? null;
  expect([
    wrong('a.pdf'),
    wrong('a.JPEG'),
    wrong('a.docx'),
    wrong('بلا امتداد'),
    wrong('a.pdf', 0),
    wrong('a.pdf', 11),
    wrong('a.pdf', 4, 2),
  ]).toEqual([null, null, 'file_type_refused', 'file_name_invalid', 'file_empty', 'too_large', 'too_many_files']);
});
