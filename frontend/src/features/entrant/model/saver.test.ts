import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '../../../shared/api/problem';
import type { SaverField } from './fieldState';
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
const open = (): Saver => new Saver({ scope: 's', fields: [field('a'), field('b')], store, send: server.send });
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
