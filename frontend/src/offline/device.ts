// What a juror's device keeps, in IndexedDB from the first key. One database per person; an expired session wipes
// nothing.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { ActStore, KeptAct } from './acts';
import type { Draft, DraftStore } from './evaluation';

export interface KeptDraft extends Draft {
  evaluation_id: string;
}

export interface Waiting {
  /** evaluations with work, and acts, that the server has not answered */
  waiting: number;
  /** those of them that it has refused */
  parked: number;
}

interface Tables extends DBSchema {
  drafts: { key: string; value: KeptDraft; indexes: { parked: string } };
  readings: { key: string; value: Reading };
  acts: { key: string; value: KeptAct };
}
export interface Device extends DraftStore {
  acts: ActStore & { follow: (listener: (acts: KeptAct[]) => void) => () => void };
  all: () => Promise<KeptDraft[]>;
  /** Tells how much waits, now and after every change of it, in any tab. */
  watch: (listener: (counts: Waiting) => void) => void;
  watchAll: (listener: (drafts: KeptDraft[]) => void) => () => void;
  /** What was read, by its address. */
  kept: (address: string) => Promise<unknown>;
  keep: (address: string, body: unknown) => Promise<void>;
  /** Changes what is kept there, if something is. */
  amend: (address: string, change: object) => Promise<void>;
  forget: (address: string) => Promise<void>;
  /** The addresses of what is kept that begin so. */
  addresses: (prefix: string) => Promise<string[]>;
  /** Forgets what was read, but what is kept under addresses that begin so. */
  clearKept: (but: string) => Promise<void>;
}

interface Reading {
  address: string;
  body: unknown;
}

// 10, 20 and 30 were the first three: devices out there have them.
const VERSION = 40;
const devices = new Map<string, Device>();

export function deviceOf(userId: string): Device {
  const made = devices.get(userId) ?? open(`tahkeem-juror-${userId}`);
  devices.set(userId, made);
  return made;
}

/** The database, opened when it is first asked for, and again after the browser has closed it. */
function opening(name: string): () => Promise<IDBPDatabase<Tables>> {
  let opened: Promise<IDBPDatabase<Tables>> | null = null;
  const forget = () => {
    opened = null;
  };
  return () => {
    opened ??= openDB<Tables>(name, VERSION, {
      upgrade: (database, from, _to, change) => {
        const drafts =
          from < 10 ? database.createObjectStore('drafts', { keyPath: 'evaluation_id' }) : change.objectStore('drafts');
        if (from < 20) drafts.createIndex('parked', 'parked');
        if (from < 30) database.createObjectStore('readings', { keyPath: 'address' });
        if (from < 40) database.createObjectStore('acts', { keyPath: 'key' });
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close(); // a newer page, in another tab, changes its form
        forget();
      },
      terminated: forget,
    });
    opened.catch(forget);
    return opened;
  };
}

// Between two readings: what an outbox sends changes something many times a second.
const RESTS = 100;

/** Reads now and after every change, in any tab; what changes while it reads or rests is read once more. */
function telling(name: string) {
  const channel = new BroadcastChannel(name);
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  channel.onmessage = tell;
  return {
    changed: () => {
      channel.postMessage(null);
      tell();
    },
    follow: <T>(read: () => Promise<T>, next: (value: T) => void, failed: () => void): (() => void) => {
      let state: 'idle' | 'reading' | 'stale' = 'idle';
      const run = async () => {
        if (state !== 'idle') {
          state = 'stale';
          return;
        }
        state = 'reading';
        const value = await read().catch(() => null);
        setTimeout(() => {
          const isStale = (state as string) === 'stale';
          state = 'idle';
          if (isStale && listeners.has(listener)) void run();
        }, RESTS);
        if (!listeners.has(listener)) return;
        if (value === null) failed();
        else next(value);
      };
      const listener = () => void run();
      listeners.add(listener);
      listener();
      return () => listeners.delete(listener);
    },
  };
}

function open(name: string): Device {
  const database = opening(name);
  const { changed, follow } = telling(name);
  const all = async () => (await database()).getAll('drafts');
  const acts = async () => (await database()).getAll('acts');
  return {
    acts: {
      all: acts,
      put: async (act) => {
        await (await database()).put('acts', act);
        changed();
      },
      settle: async (act, parked) => {
        const { store } = (await database()).transaction('acts', 'readwrite');
        if ((await store.get(act.key))?.made_at !== act.made_at) return;
        await (parked ? store.put({ ...act, parked }) : store.delete(act.key));
        changed();
      },
      follow: (listener) => follow(acts, listener, () => listener([])),
    },
    get: async (evaluationId) => (await database()).get('drafts', evaluationId),
    put: async (evaluationId, draft) => {
      await (await database()).put('drafts', { ...draft, evaluation_id: evaluationId });
      changed();
    },
    remove: async (evaluationId) => {
      await (await database()).delete('drafts', evaluationId);
      changed();
    },
    all,
    watch: (listener) => {
      const counts = async (): Promise<Waiting> => {
        const drafts = (await database()).transaction('drafts').store;
        const [whole, refused, kept] = await Promise.all([drafts.count(), drafts.index('parked').count(), acts()]);
        const parked = refused + kept.filter((act) => act.parked).length;
        return { waiting: whole + kept.length - parked, parked };
      };
      follow(counts, listener, () => undefined);
    },
    watchAll: (listener) => follow(all, listener, () => listener([])),
    kept: async (address) => (await (await database()).get('readings', address))?.body,
    keep: async (address, body) => void (await (await database()).put('readings', { address, body })),
    amend: async (address, change) => {
      const readings = (await database()).transaction('readings', 'readwrite').store;
      const was = await readings.get(address);
      if (was) await readings.put({ address, body: { ...(was.body as object), ...change } });
    },
    forget: async (address) => (await database()).delete('readings', address),
    addresses: async (prefix) =>
      (await database()).getAllKeys('readings', IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
    clearKept: async (but) => {
      const { store, done } = (await database()).transaction('readings', 'readwrite');
      for (const address of await store.getAllKeys()) if (!address.startsWith(but)) void store.delete(address);
      await done;
    },
  };
}
