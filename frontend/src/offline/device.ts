// What a juror's device keeps, in IndexedDB from the first key. One database per person; an expired session wipes
// nothing.
import Dexie, { type EntityTable, liveQuery } from 'dexie';
import type { Draft, DraftStore } from './evaluation';

export interface KeptDraft extends Draft {
  evaluation_id: string;
}

export interface Waiting {
  /** evaluations with work that the server has not answered */
  waiting: number;
  /** those of them that it has refused */
  parked: number;
}

type Database = Dexie & {
  drafts: EntityTable<KeptDraft, 'evaluation_id'>;
  readings: EntityTable<Reading, 'address'>;
};
export interface Device extends DraftStore {
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
  clearKept: () => Promise<void>;
}

interface Reading {
  address: string;
  body: unknown;
}

const devices = new Map<string, Device>();

export function deviceOf(userId: string): Device {
  const made = devices.get(userId) ?? open(new Dexie(`tahkeem-juror-${userId}`) as Database);
  devices.set(userId, made);
  return made;
}

function open(database: Database): Device {
  database.version(1).stores({ drafts: 'evaluation_id' });
  database.version(2).stores({ drafts: 'evaluation_id, parked' });
  database.version(3).stores({ drafts: 'evaluation_id, parked', readings: 'address' });
  const { drafts, readings } = database;
  return {
    get: (evaluationId) => drafts.get(evaluationId),
    put: async (evaluationId, draft) => {
      await drafts.put({ ...draft, evaluation_id: evaluationId });
    },
    remove: (evaluationId) => drafts.delete(evaluationId),
    all: () => drafts.toArray(),
    watch: (listener) => {
      const counts = async (): Promise<Waiting> => {
        const [all, parked] = await Promise.all([drafts.count(), drafts.where('parked').above('').count()]);
        return { waiting: all - parked, parked };
      };
      liveQuery(counts).subscribe({ next: listener, error: () => undefined });
    },
    watchAll: (listener) => {
      const watching = liveQuery(() => drafts.toArray()).subscribe({ next: listener, error: () => listener([]) });
      return () => watching.unsubscribe();
    },
    kept: async (address) => (await readings.get(address))?.body,
    keep: async (address, body) => void (await readings.put({ address, body })),
    amend: (address, change) =>
      database.transaction('rw', readings, async () => {
        const was = await readings.get(address);
        if (was) await readings.put({ address, body: { ...(was.body as object), ...change } });
      }),
    forget: (address) => readings.delete(address),
    clearKept: () => readings.clear(),
  };
}
