// A juror's unsent work, in IndexedDB from the first key. One database per person; an expired session wipes nothing.
import Dexie, { type EntityTable } from 'dexie';
import type { Draft, DraftStore } from './evaluation';

interface Row extends Draft {
  evaluation_id: string;
}

export function draftsOf(userId: string): DraftStore {
  const database = new Dexie(`tahkeem-juror-${userId}`) as Dexie & { drafts: EntityTable<Row, 'evaluation_id'> };
  database.version(1).stores({ drafts: 'evaluation_id' });
  return {
    get: (evaluationId) => database.drafts.get(evaluationId),
    put: async (evaluationId, draft) => {
      await database.drafts.put({ ...draft, evaluation_id: evaluationId });
    },
    remove: (evaluationId) => database.drafts.delete(evaluationId),
  };
}
