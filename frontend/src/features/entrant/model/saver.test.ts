import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '../../../shared/api/problem';
import { sameValue, type Value } from './answers';
import { type Held, overall, type SaverField } from './fieldState';
import { Saver } from './saver';
import type { Unsaved, UnsavedStore } from './unsaved';

/** What the server does with answers: one revision each, 412 with what it holds. */
class Server {
  held = new Map<string, Held>();
  sent: [string, Value][] = [];
  /** thrown instead of answering; 'lost': kept, but the answer never arrives */
  fail: Problem | 'lost' | null = null;
  read = (id: string): Held => this.held.get(id) ?? { value: null, revision: 0, at: null };
  send = async (id: string, value: Value, base: Held): Promise<Held> => {
    await Promise.resolve();
    this.sent.push([id, value]);
    if (this.fail instanceof Problem) throw this.fail;
    const now = this.read(id);
    if (!sameValue(now.value, value) || now.revision === 0) {
      if (base.revision !== now.revision) throw new Problem(412, 'answer_changed', { current: now });
      this.held.set(id, { value, revision: now.revision + 1, at: '2026-03-10T09:00:00Z' });
    }
    if (this.fail === 'lost') throw new Problem(0, 'network');
    return this.read(id);
  };
}

class Memory implements UnsavedStore {
  rows = new Map<string, Unsaved>();
  load = async (scope: string) => [...this.rows.values()].filter((row) => row.scope === scope);
  put = (row: Unsaved) => void this.rows.set(row.key, structuredClone(row));
  drop = (key: string, writer: string) => void (this.rows.get(key)?.writer === writer && this.rows.delete(key));
}

let server: Server;
let store: Memory;
const field = (id: string): SaverField => ({
  id,
  held: server.read(id),
  check: (value) => (value === 'bad' ? { code: 'bad', facts: {} } : null),
  prepare: (value) => (typeof value === 'string' ? value.trim() : value),
});
const open = (onLost?: () => void): Saver =>
  new Saver({ scope: 's', fields: [field('a'), field('b')], store, send: server.send, ...(onLost ? { onLost } : {}) });
const later = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  store = new Memory();
});
afterEach(() => vi.useRealTimers());

describe('saving', () => {
  test('a pause after typing saves once, and nothing is left in the browser', async () => {
    const saver = open();
    for (const text of ['ن', 'نص', 'نص ']) saver.edit('a', text);
    expect([...store.rows.values()].map((row) => row.value)).toEqual(['نص ']);
    await later();
    expect(server.sent).toEqual([['a', 'نص']]);
    expect(saver.get('a')).toMatchObject({ phase: 'clean', value: 'نص', base: { revision: 1 } });
    expect(store.rows.size).toBe(0);
  });

  test('while the field has the focus its text is not replaced; leaving it shows what is kept', async () => {
    const saver = open();
    saver.focus('a');
    saver.edit('a', 'نص ');
    await later();
    expect(saver.get('a')?.value).toBe('نص ');
    saver.blur('a');
    expect(saver.get('a')).toMatchObject({ value: 'نص', phase: 'clean' });
  });

  test('what is typed while a save runs is sent after it, with the new revision', async () => {
    const saver = open();
    saver.edit('a', 'واحد');
    await later(700);
    saver.edit('a', 'اثنان');
    await later();
    expect(server.read('a')).toMatchObject({ value: 'اثنان', revision: 2 });
    expect(saver.get('a')?.phase).toBe('clean');
  });

  test('a wrong value stays here and is not sent; corrected, it is', async () => {
    const saver = open();
    saver.edit('a', 'bad');
    await later();
    expect(server.sent).toEqual([]);
    expect(saver.get('a')?.phase).toBe('wrong');
    expect(store.rows.size).toBe(1);
    saver.edit('a', 'good');
    await saver.flush();
    expect(server.read('a').value).toBe('good');
  });

  test('without an answer it waits and tries again; an answer that was lost is no conflict', async () => {
    const saver = open();
    server.fail = 'lost';
    saver.edit('a', 'واحد');
    await later();
    expect(saver.get('a')?.phase).toBe('waiting');
    server.fail = null;
    saver.edit('a', 'اثنان');
    await later();
    expect(server.read('a')).toMatchObject({ value: 'اثنان', revision: 2 });
    expect(saver.get('a')?.phase).toBe('clean');
  });

  test('it tries again by itself', async () => {
    const saver = open();
    server.fail = new Problem(503, 'status_503');
    saver.edit('a', 'نص');
    await later();
    server.fail = null;
    await later(3000);
    expect(saver.get('a')?.phase).toBe('clean');
  });

  test('a refused value names its problem and waits for a correction', async () => {
    const saver = open();
    server.fail = new Problem(422, 'not_a_url', { loc: ['body', 'value'] });
    saver.edit('a', 'نص');
    await later(60_000);
    expect(server.sent).toHaveLength(1);
    expect(saver.get('a')).toMatchObject({ phase: 'refused', problem: { code: 'not_a_url' } });
  });
});

describe('two tabs', () => {
  test('different fields lose nothing', async () => {
    const [one, two] = [open(), open()];
    one.edit('a', 'سارة');
    two.edit('b', 'عمر');
    await later();
    expect([server.read('a').value, server.read('b').value]).toEqual(['سارة', 'عمر']);
  });

  test('the same field is a conflict with both values, and the choice is sent on top of theirs', async () => {
    const [one, two] = [open(), open()];
    one.edit('a', 'سارة');
    await later();
    two.edit('a', 'عمر');
    await later();
    expect(two.get('a')).toMatchObject({ phase: 'conflict', value: 'عمر', theirs: { value: 'سارة', revision: 1 } });
    expect(server.read('a').value).toBe('سارة');
    two.edit('a', 'عمر أيضًا');
    await later();
    expect(two.get('a')?.phase).toBe('conflict');
    two.resolve('a', 'سارة\n\nعمر');
    await later();
    expect(server.read('a')).toMatchObject({ value: 'سارة\n\nعمر', revision: 2 });
    expect(two.get('a')).toMatchObject({ phase: 'clean', theirs: null });
  });

  test('taking theirs sends nothing more', async () => {
    const [one, two] = [open(), open()];
    one.edit('a', 'سارة');
    await later();
    two.edit('a', 'عمر');
    await later();
    const before = server.sent.length;
    two.resolve('a', 'سارة');
    await later();
    expect([two.get('a')?.phase, server.sent.length]).toEqual(['clean', before]);
  });

  test('a fresh read changes what is untouched, and meets what is typed', async () => {
    const saver = open();
    saver.edit('b', 'هنا');
    server.held.set('a', { value: 'هناك', revision: 1, at: null });
    server.held.set('b', { value: 'هناك', revision: 1, at: null });
    saver.receive([field('a'), field('b')]);
    expect(saver.get('a')).toMatchObject({ value: 'هناك', phase: 'clean' });
    expect(saver.get('b')).toMatchObject({ value: 'هنا', phase: 'conflict' });
  });

  test('an old read does not bring old text back', async () => {
    const saver = open();
    const old = [field('a')];
    saver.edit('a', 'جديد');
    await later();
    saver.receive(old);
    expect(saver.get('a')).toMatchObject({ value: 'جديد', base: { revision: 1 } });
  });
});

describe('reloading', () => {
  test('unsaved text comes back and is sent', async () => {
    server.fail = new Problem(0, 'network');
    const dead = open();
    dead.edit('a', 'قبل الإغلاق');
    dead.stop();
    server.fail = null;
    const saver = open();
    await saver.restore();
    expect(saver.get('a')?.value).toBe('قبل الإغلاق');
    await later();
    expect(server.read('a').value).toBe('قبل الإغلاق');
    expect(store.rows.size).toBe(0);
  });

  test('if it had arrived after all, nothing is sent', async () => {
    server.fail = 'lost';
    const dead = open();
    dead.edit('a', 'وصل');
    await later();
    dead.stop();
    server.fail = null;
    const saver = open();
    await saver.restore();
    await later();
    expect([saver.get('a')?.phase, server.sent.length, store.rows.size]).toEqual(['clean', 1, 0]);
  });

  test('if somebody else wrote meanwhile, both values are there', async () => {
    const dead = open();
    dead.edit('a', 'نصي');
    dead.stop();
    server.held.set('a', { value: 'نصهم', revision: 1, at: null });
    const saver = open();
    await saver.restore();
    expect(saver.get('a')).toMatchObject({ phase: 'conflict', value: 'نصي', theirs: { value: 'نصهم' } });
  });
});

test('a tab that has saved leaves the unsaved text of another tab alone', async () => {
  const [one, two] = [open(), open()];
  one.edit('a', 'سارة');
  two.edit('a', 'عمر');
  await one.flush();
  two.stop();
  expect([...store.rows.values()].map((row) => row.value)).toEqual(['عمر']);
});

describe('the deadline', () => {
  test('closes every field, keeps the text, and asks for a fresh read', async () => {
    const lost = vi.fn();
    const saver = open(lost);
    server.fail = new Problem(423, 'deadline_passed', { closes_at: '2026-03-10T09:00:00Z' });
    saver.edit('a', 'متأخر');
    saver.edit('b', 'متأخر أيضًا');
    await later();
    expect([saver.get('a')?.phase, saver.get('b')?.phase]).toEqual(['closed', 'closed']);
    expect(lost).toHaveBeenCalled();
    expect(store.rows.size).toBe(2);
    expect(overall(saver.all().values())).toMatchObject({ closed: 2, saving: 0 });
    server.fail = null;
    saver.reopen();
    await later();
    expect([server.read('a').value, server.read('b').value]).toEqual(['متأخر', 'متأخر أيضًا']);
  });
});
