// What is typed and not yet acknowledged by the server, kept in IndexedDB so that a reload, a crash or a lost
// network loses nothing. A row lives only until its answer is saved.
import { Dexie, type EntityTable } from 'dexie';
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

let database: (Dexie & { unsaved: EntityTable<Unsaved, 'key'> }) | null = null;
function open() {
  if (!database) {
    database = new Dexie('tahkeem-entrant') as Dexie & { unsaved: EntityTable<Unsaved, 'key'> };
    database.version(1).stores({ unsaved: 'key, scope' });
  }
  return database.unsaved;
}

/** Without IndexedDB (a private window may refuse it) the text is only in the page, as before. */
const ignore = (): void => undefined;

export const unsavedStore: UnsavedStore = {
  load: async (scope) => {
    try {
      return (await open().where('scope').equals(scope).toArray()).sort((a, b) => b.at - a.at);
    } catch {
      return [];
    }
  },
  put: (row) => void open().put(row).catch(ignore),
  drop: (key) => void open().delete(key).catch(ignore),
};
