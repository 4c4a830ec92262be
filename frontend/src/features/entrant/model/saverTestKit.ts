// A server of answers and a browser's store, in memory, for the tests of the saver.
import { Problem } from '../../../shared/api/problem';
import { sameValue, type Value } from './answers';
import type { Held } from './fieldState';
import type { Unsaved, UnsavedStore } from './unsaved';

/** What the server does with answers: one revision each, 412 with what it holds. */
export class Server {
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

export class Memory implements UnsavedStore {
  rows = new Map<string, Unsaved>();
  load = async (scope: string) =>
    [...this.rows.values()].filter((row) => row.scope === scope).sort((a, b) => b.at - a.at);
  put = (row: Unsaved) => void this.rows.set(row.key, structuredClone(row));
  drop = (key: string) => void this.rows.delete(key);
}
