import { expect, test, vi } from 'vitest';
import { Problem } from '../../../shared/api/problem';
import type { FormField } from './answers';
import { wrongFile } from './files';
import { mayGoOn, problemOfAnswer, remember } from './tus';
import { mayRetry, type Send, Speed, secondsLeft, type Upload, Uploads } from './uploads';

const file = (name: string, size = 4) => new File(['x'.repeat(size)], name);
interface Held {
  id: string;
  item: Upload;
  done: () => void;
  fail: (problem: Problem) => void;
  progress: (bytes: number) => void;
}
function queue() {
  const calls: Held[] = [];
  const send: Send = (_entry, item, progress, signal) =>
    new Promise((resolve, reject) => {
      calls.push({ id: item.id, item, done: resolve, fail: reject, progress });
      signal.addEventListener('abort', () => reject(new Problem(0, 'cancelled')));
    });
  return { calls, send };
}
const soon = () => new Promise((resolve) => setTimeout(resolve));

test('three files go at once, each under its own id; the fourth waits', async () => {
  const { calls, send } = queue();
  const arrived = vi.fn(async () => undefined);
  const uploads = new Uploads('e', arrived, send);
  for (const name of ['تقرير.pdf', 'b.pdf', 'c.pdf', 'd.pdf']) uploads.add('f', file(name));
  expect(calls).toHaveLength(3);
  calls[0]?.progress(2);
  expect(uploads.list().map((item) => [item.state, item.sent])).toEqual([
    ['sending', 2],
    ['sending', 0],
    ['sending', 0],
    ['waiting', 0],
  ]);
  calls[0]?.done();
  await soon();
  expect(arrived).toHaveBeenCalledTimes(1);
  expect(calls).toHaveLength(4);
  expect(new Set(calls.map((call) => call.id)).size).toBe(4);
  expect(uploads.list()).toHaveLength(3);
});

test('a lost connection is told, and the file goes on when it is back', async () => {
  vi.useFakeTimers();
  const { calls, send } = queue();
  const uploads = new Uploads('e', async () => undefined, send);
  uploads.add('f', file('a.pdf', 100));
  const now = () => uploads.list().map((item) => [item.state, item.sent, item.stalled, mayRetry(item)]);
  calls[0]?.progress(40);
  vi.advanceTimersByTime(3000);
  expect(now()).toEqual([['sending', 40, false, false]]);
  vi.advanceTimersByTime(2000);
  expect(now()).toEqual([['sending', 40, true, true]]);
  calls[0]?.progress(50);
  expect(now()).toEqual([['sending', 50, false, false]]);
  vi.advanceTimersByTime(5000);
  uploads.retryBroken();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls.map(({ id }) => id)).toEqual([calls[0]?.id, calls[0]?.id]);
  calls[1]?.progress(60);
  calls[0]?.progress(55);
  expect(now()).toEqual([['sending', 60, false, false]]);
  vi.useRealTimers();
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
  expect(calls[1]?.id).toBe(calls[0]?.id);
  uploads.add('f', file('b.pdf'));
  uploads.cancel(broken?.id ?? '');
  await soon();
  expect(uploads.list().map((item) => item.file.name)).toEqual(['b.pdf']);
  expect(calls).toHaveLength(3);
});

test('what takes visible time goes in parts, so that it can pause', () => {
  const uploads = new Uploads('e', async () => undefined, queue().send);
  for (const size of [500_000, 500_001]) uploads.add('f', file('a.pdf', size));
  expect(uploads.list().map((item) => item.inParts)).toEqual([false, true]);
});

test('a paused file of a megabyte stops, keeps its place, and goes on with what has arrived', async () => {
  const { calls, send } = queue();
  const uploads = new Uploads('e', async () => undefined, send);
  uploads.add('f', file('a.mp4', 1_000_000));
  calls[0]?.progress(3);
  uploads.pause(calls[0]?.id ?? '');
  await soon();
  expect(uploads.list().map((item) => [item.state, item.sent, item.begun])).toEqual([['paused', 3, true]]);
  uploads.retry(calls[0]?.id ?? '');
  expect(calls[1]?.item).toMatchObject({ id: calls[0]?.id, inParts: true, begun: true, sent: 3 });
});

test('the same file chosen again after a reload goes on with its own upload, another file does not', () => {
  const { calls, send } = queue();
  const [mine, other] = [file('a.mp4', 9), file('b.mp4', 9)];
  remember('u1', mine);
  const held = [{ id: 'u1', field_id: 'f', length: 9 }];
  const uploads = new Uploads('e', async () => undefined, send);
  uploads.add('f', other, held);
  uploads.add('f', mine, held);
  expect(calls.map((call) => call.id === 'u1')).toEqual([false, true]);
  expect(uploads.list().map((item) => [item.inParts, item.begun])).toEqual([
    [false, false],
    [true, true],
  ]);
});

test('which answers are worth another try', () => {
  const worth = (status: number) => mayGoOn(status);
  expect([0, 401, 409, 423, 429, 500, 507].every(worth)).toBe(true);
  expect([400, 403, 404, 413, 415, 422].some(worth)).toBe(false);
  expect(problemOfAnswer(null).code).toBe('network');
  const answer = { getStatus: () => 413, getBody: () => '{"code":"too_large","limit":5}' };
  expect([problemOfAnswer(answer).code, problemOfAnswer(answer).facts.limit]).toEqual(['too_large', 5]);
});

test('the time that is left', () => {
  const item = { file: file('a', 100), sent: 40, speed: 7 } as Upload;
  expect([secondsLeft(item), secondsLeft({ ...item, speed: 0 })]).toEqual([9, null]);
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
