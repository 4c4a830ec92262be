// A juror's order of a category on the device: an evaluation whose marks are places, one for each entry, so that the
// saver, the outbox and what tells two changes apart serve it as they are. Only the wire knows tiers.
import { type Answer, type Content, contentIn, type Mark, type Revision } from './evaluation';

const KIND = 'ranking:';

/** The name under which the device has an order: an evaluation has its bare id. */
export const orderKey = (rankingId: string): string => KIND + rankingId;
/** The order's id, or null for what is an evaluation. */
export const rankingOf = (key: string): string | null => (key.startsWith(KIND) ? key.slice(KIND.length) : null);

/** Where the server has it. */
export const addressOf = (key: string): string => {
  const ranking = rankingOf(key);
  return ranking ? `/api/v1/juror/rankings/${ranking}` : `/api/v1/juror/evaluations/${key}`;
};

const markAt = (place: number): Mark => ({ points: String(place), level: null, na: false, comment: null, pins: [] });
const placeOf = (mark: Mark | undefined): number => Number(mark?.points ?? 0);

export interface Tiers {
  tiers: string[][];
  comment: string;
  notes: string;
}

export const scoresOf = (tiers: readonly (readonly string[])[]): Content['scores'] =>
  Object.fromEntries(tiers.flatMap((tier, at) => tier.map((id) => [id, markAt(at + 1)])));

/** Best first, those that share a place together. */
export function tiersOf(scores: Content['scores']): string[][] {
  const tiers = new Map<number, string[]>();
  for (const [id, mark] of Object.entries(scores)) {
    const place = placeOf(mark);
    tiers.set(place, [...(tiers.get(place) ?? []), id]);
  }
  return [...tiers].sort(([a], [b]) => a - b).map(([, tier]) => tier.sort());
}

export const contentOfOrder = ({ tiers, comment, notes }: Tiers): Content => ({
  scores: scoresOf(tiers),
  comment,
  notes,
});

export const orderOfContent = ({ scores, comment, notes }: Content): Tiers => ({
  tiers: tiersOf(scores),
  comment,
  notes,
});

/** The revision's body as this address takes it. */
export const wireBody = (key: string, { body }: Revision): object => {
  if (!rankingOf(key)) return body;
  return { ...orderOfContent(body), status: body.status, made_at: body.made_at };
};

/** The answer with the head of a refusal as the device compares it. */
export function readAnswer(key: string, answer: Answer): Answer {
  const current = answer.body.current as (Tiers & object) | null | undefined;
  if (!rankingOf(key) || !current) return answer;
  return { ...answer, body: { ...answer.body, current: { ...current, ...contentOfOrder(current) } } };
}

/** What was stored, as a reading of this address has it. */
export const readingOf = (key: string, stored: Content): Content | Tiers =>
  rankingOf(key) ? orderOfContent(stored) : contentIn(stored);
