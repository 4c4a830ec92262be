// What an evaluation is on the device: its content, a revision of it, and what of it the server has not answered yet.

/** What of the entry a mark rests on: an answer, a file, or a page of it. */
export interface Pin {
  field_id: string;
  attachment_id: string | null;
  page: number | null;
}

export interface Mark {
  points: string | null;
  level: string | null;
  na: boolean;
  comment: string | null;
  pins: Pin[];
}

export interface Content {
  scores: Record<string, Mark>;
  comment: string;
  notes: string;
}

export interface Revision {
  id: string;
  parent: string | null;
  body: Content & { status: 'draft' | 'submitted'; made_at: string };
}

/** What waits for the server: the head that the work stands on, the revision that waits for its answer, whether the
 * juror has submitted what is on the screen, submissions taken back whose answer was never seen, and when the juror
 * last changed or submitted it: a deadline asks when it was made, and not when there was a network. */
export interface Open {
  head: string | null;
  waiting: Revision | null;
  submitting?: boolean;
  dropped?: string[];
  made?: string | null;
}

/** What a copy of the work calls it by, once its entry is not the juror's to read any more. */
export interface About {
  /** null: an order of many entries */
  number: number | null;
  criteria: { criterion_id: string; code: string }[];
}

/** What the device keeps until the server has it. */
export interface Draft extends Open {
  about?: About;
  content: Content;
  /** the content of `head`: what `content` was changed from */
  base?: Content;
  /** the server has refused it: it waits for the juror's decision, and nothing sends it until then */
  parked?: Parked;
}

export type Parked = Extract<SaveState, 'conflict' | 'refused' | 'held'>;

export interface DraftStore {
  get: (evaluationId: string) => Promise<Draft | undefined>;
  put: (evaluationId: string, draft: Draft) => Promise<void>;
  remove: (evaluationId: string) => Promise<void>;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export type Status = 'none' | 'draft' | 'submitted';
/** `held`: the evaluation is submitted and locked without the changes on the screen. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused' | 'held';

export interface Snapshot {
  content: Content;
  /** what the server holds */
  stored: Content;
  /** what `content` was changed from: the server's, or an older one after a visit without a network */
  base: Content;
  state: SaveState;
  status: Status;
  reopened: boolean;
  /** a submission waits for its answer; with `offline` it waits for the network */
  pending: boolean;
  /** what became of a submission that was not answered at once */
  note: 'changed' | 'diverged' | 'taken_back' | 'had_arrived' | null;
  /** how many submissions the server has taken in this visit */
  submissions: number;
  /** when the server last confirmed */
  savedAt: string | null;
  total: string | null;
  /** the refusal's body, for `conflict` (with `current`) and `refused` */
  refusal: Answer | null;
  /** another tab of this browser has the pen; this one shows what it does */
  following: boolean;
  /** the conflict is with another tab of this browser, not with another device */
  otherTab: boolean;
  /** the device refused to keep what the server has not: it is on the screen alone */
  unkept: boolean;
}

const inOrder = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);

export const same = (a: Content, b: Content): boolean => isEqual(a, b);

/** The content in a revision or in a refusal's `current`. */
export const contentIn = (from: Partial<Content> | null | undefined): Content => ({
  scores: from?.scores ?? {},
  comment: from?.comment ?? '',
  notes: from?.notes ?? '',
});

/** Of two changes of one line, the one to offer first: what was changed, and never nothing in place of something. */
export function offered<T>(base: T, here: T, there: T): 'here' | 'there' {
  if (!here !== !there) return here ? 'here' : 'there';
  return isEqual(base, here) ? 'there' : 'here';
}

/** Two changes of one content as one, mark by mark; where both changed the same, `mine` stands. */
export function merged(base: Content, mine: Content, theirs: Content): Content {
  const pick = <T>(b: T, m: T, t: T): T => (isEqual(b, m) ? t : m);
  const scores: Record<string, Mark> = {};
  for (const key of new Set([...Object.keys(theirs.scores), ...Object.keys(mine.scores)])) {
    const mark = pick(base.scores[key], mine.scores[key], theirs.scores[key]);
    if (mark) scores[key] = mark;
  }
  return {
    scores,
    comment: pick(base.comment, mine.comment, theirs.comment),
    notes: pick(base.notes, mine.notes, theirs.notes),
  };
}

/** Of two contents line by line (a criterion, `comment`, `notes`) the side that the juror picked. */
export function chosen(here: Content, there: Content, side: (line: string) => 'here' | 'there'): Content {
  const of = (line: string): Content => (side(line) === 'there' ? there : here);
  const scores = { ...there.scores, ...here.scores };
  for (const key of Object.keys(scores)) {
    const mark = of(key).scores[key];
    if (mark) scores[key] = mark;
    else delete scores[key];
  }
  return { scores, comment: of('comment').comment, notes: of('notes').notes };
}
