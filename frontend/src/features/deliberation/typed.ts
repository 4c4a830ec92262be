// What who runs a meeting has typed of its entries and not recorded: it outlives the entry's turn, and comes back with it.
import { useState } from 'react';

type Marks = Record<string, { points: string | null; level: string | null }>;

/** An agreement as it is typed. `id`: of what would be recorded, new with every change; `sent`: of the last attempt;
 * `seen`: the agreement that stood when it was begun, or was read since. */
export interface Typing {
  id: string;
  sent: string | null;
  seen: string | null;
  kind: 'score' | 'rank' | 'kept';
  marks: Marks;
  place: number | null;
  reason: string;
}

export interface Words {
  agreement?: Typing | null;
  notes?: { text: string; version: number } | null;
}

/** By entry. */
export function useWords() {
  const [words, setWords] = useState<Record<string, Words>>({});
  const put = (entry: string, part: Words) => setWords((now) => ({ ...now, [entry]: { ...now[entry], ...part } }));
  return { words, put };
}

export const isTyped = ({ agreement, notes }: Words): boolean => Boolean(agreement || notes);
