// What is typed and not yet acknowledged by the server, kept in IndexedDB so that a reload, a crash or a lost
// network loses nothing. A row lives only until its answer is saved.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Value } from './answers';

export interface Unsaved {
  /** person, entry, field and tab: two tabs never overwrite each other's text */
  key: string;
  scope: string;
  field: string;
  value: Value;
  /** what the server held when typing began */
  base: { value: Value; revision: number };
  /** values that were sent and not answered: if the server holds one of them, it is ours */
  sent: Value[];
  at: number;
}

export interface UnsavedStore {
  /** the latest first */
  load: (scope: string) => Promise<Unsaved[]>;
  put: (row: Unsaved) => void;
  drop: (key: string) => void;
}

interface Tables extends DBSchema {
  unsaved: { key: string; value: Unsaved; indexes: { scope: string } };
}
const VERSION = 10;
let database: Promise<IDBPDatabase<Tables>> | null = null;
const forget = (): void => {
  database = null;
};
function open(): Promise<IDBPDatabase<Tables>> {
  database ??= openDB<Tables>('tahkeem-entrant', VERSION, {
    upgrade: (made) => void made.createObjectStore('unsaved', { keyPath: 'key' }).createIndex('scope', 'scope'),
    terminated: forget,
  });
  database.catch(forget);
  return database;
}

/** Without IndexedDB (a private window may refuse it) the text is only in the page, as before. */
const ignore = (): void => undefined;

export const unsavedStore: UnsavedStore = {
  load: async (scope) => {
    try {
      return (await (await open()).getAllFromIndex('unsaved', 'scope', scope)).sort((a, b) => b.at - a.at);
    } catch {
      return [];
    }
  },
  put: (row) =>
    void open()
      .then((made) => made.put('unsaved', row))
      .catch(ignore),
  drop: (key) =>
    void open()
      .then((made) => made.delete('unsaved', key))
      .catch(ignore),
};
