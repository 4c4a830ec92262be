import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '../../../shared/api/problem';
import { overall, type SaverField } from './fieldState';
import { Saver } from './saver';
import { Memory, Server } from './saverTestKit';

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
    saver.stop();
    const again = open();
    await again.restore();
    await later();
    expect(again.get('a')).toMatchObject({ phase: 'conflict', value: 'نصي', theirs: { value: 'نصهم' } });
    expect(server.read('a').value).toBe('نصهم');
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
