// The server's clock: every answer of the API carries its time, and many answers narrow it down. Deadlines are
// counted by it, never by a computer whose clock is wrong.
import { useEffect, useState } from 'react';
import { readLocal, writeLocal } from '../local';
import { api } from './client';

export interface Bounds {
  low: number;
  high: number;
}

/** What one answer says of (server − here), in milliseconds: it was written between sending and arriving. */
export function narrowed(known: Bounds | null, said: string, sent: number, arrived: number): Bounds | null {
  const then = Date.parse(said);
  if (Number.isNaN(then)) return known;
  const fresh = { low: then - arrived, high: then + 1 - sent };
  if (!known) return fresh;
  const both = { low: Math.max(known.low, fresh.low), high: Math.min(known.high, fresh.high) };
  return both.low <= both.high ? both : fresh; // a clock was set meanwhile: begin again
}

const KEY = 'tahkeem.clock';
/** What the browser keeps of it, for a page that opens without a network. */
export function keptBounds(): Bounds | null {
  const [low = Number.NaN, high = Number.NaN] = (readLocal(KEY) ?? '').split(' ').map(Number);
  return low <= high ? { low, high } : null;
}

let known = keptBounds();
const sentAt = new Map<string, number>();

api.use({
  onRequest({ id }) {
    if (sentAt.size > 100) sentAt.clear();
    sentAt.set(id, Date.now());
  },
  onResponse({ id, response }) {
    const sent = sentAt.get(id);
    sentAt.delete(id);
    const said = response.headers.get('Server-Time');
    if (sent === undefined || !said) return;
    known = narrowed(known, said, sent, Date.now());
    if (known) writeLocal(KEY, `${known.low} ${known.high}`);
  },
});

export const serverNow = (): number => Date.now() + (known ? (known.low + known.high) / 2 : 0);

/** The server's time, renewed every `every` milliseconds. */
export function useServerNow(every = 1000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
