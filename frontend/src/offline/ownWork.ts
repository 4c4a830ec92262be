// A copy of the juror's own work of a round: what the server has, and what of it waits on this device.
import type { Cell } from '../shared/csv';
import type { KeptAct } from './acts';
import type { Content, Draft, Mark } from './evaluation';
import { contentOfOrder, orderKey, type Tiers, tiersOf } from './order';

export interface ReadDesk extends Content {
  evaluation_id: string;
  /** null: an order of many entries */
  number: number | null;
  title: string;
  status: string;
  rubric: { criterion_id: string; code: string }[];
}

export interface OwnWork {
  evaluation_id: string;
  number: number | null;
  title: string;
  /** what the server holds; null where it could not be read */
  on_server: (Content & { status: string }) | null;
  /** what it has not answered, or refused */
  on_device: (Content & { submitting: boolean; refused: boolean }) | null;
  criteria: { criterion_id: string; code: string }[];
}

export interface ReadOrder extends Tiers {
  ranking_id: string;
  status: string;
  entries: { entry_id: string; number: number; title: string }[];
}

/** An order as a desk whose criteria are its entries. */
export const orderDesk = (order: ReadOrder, title: string): ReadDesk => ({
  ...contentOfOrder(order),
  evaluation_id: orderKey(order.ranking_id),
  number: null,
  title,
  status: order.status,
  rubric: order.entries.map(({ entry_id, number, title }) => ({
    criterion_id: entry_id,
    code: `${number} – ${title}`,
  })),
});

/** An order's work with places as people read them: after two firsts comes the third. */
export function withPlaces(work: OwnWork): OwnWork {
  const there = new Set(work.criteria.map(({ criterion_id }) => criterion_id));
  const placed = <C extends Content>(content: C): C => {
    const scores: Content['scores'] = {};
    let before = 0;
    for (const tier of tiersOf(content.scores).map((ids) => ids.filter((id) => there.has(id)))) {
      for (const id of tier) scores[id] = { ...(content.scores[id] as Mark), points: String(before + 1) };
      before += tier.length;
    }
    return { ...content, scores };
  };
  const { on_server, on_device } = work;
  return { ...work, on_server: on_server && placed(on_server), on_device: on_device && placed(on_device) };
}

type KeptDraft = Draft & { evaluation_id: string };

export function ownWork(desks: readonly ReadDesk[], drafts: readonly KeptDraft[]): OwnWork[] {
  const waiting = new Map(drafts.map((draft) => [draft.evaluation_id, draft]));
  const onDevice = (id: string): OwnWork['on_device'] => {
    const draft = waiting.get(id);
    const submitting = draft?.submitting || draft?.waiting?.body.status === 'submitted';
    return draft ? { ...draft.content, submitting: Boolean(submitting), refused: Boolean(draft.parked) } : null;
  };
  const read = desks.map(({ evaluation_id, number, title, status, rubric, scores, comment, notes }) => ({
    evaluation_id,
    number,
    title,
    on_server: { scores, comment, notes, status },
    on_device: onDevice(evaluation_id),
    criteria: rubric.map(({ criterion_id, code }) => ({ criterion_id, code })),
  }));
  const known = new Set(desks.map((desk) => desk.evaluation_id));
  const others = drafts.filter((draft) => !known.has(draft.evaluation_id));
  return [
    ...read,
    // Of entries that could not be read: their work is not left out.
    ...others.map(({ evaluation_id, content, about }) => ({
      evaluation_id,
      number: about?.number ?? null,
      title: '',
      on_server: null,
      on_device: onDevice(evaluation_id),
      criteria:
        about?.criteria ?? Object.keys(content.scores).map((criterion_id) => ({ criterion_id, code: criterion_id })),
    })),
  ];
}

export interface Words {
  header: string[];
  onServer: string;
  onDevice: string;
  comment: string;
  notes: string;
  na: string;
  acts: Record<'ask' | 'step_back' | 'complete', string>;
}

/** A line for each mark and text: entry, title, where it is, criterion, mark, comment. */
export function workRows(works: readonly OwnWork[], words: Words): Cell[][] {
  const given = (mark: Mark | undefined): Cell => (mark?.na ? words.na : (mark?.level ?? mark?.points ?? null));
  const rows: Cell[][] = [words.header];
  for (const { number, title, on_server, on_device, criteria } of works) {
    const content = on_device ?? on_server;
    if (!content) continue;
    const start = [number, title, on_device ? words.onDevice : words.onServer];
    for (const { criterion_id, code } of criteria) {
      const mark = content.scores[criterion_id];
      rows.push([...start, code, given(mark), mark?.comment]);
    }
    rows.push([...start, words.comment, null, content.comment], [...start, words.notes, null, content.notes]);
  }
  return rows;
}

/** A line for each act that the server has not taken: a question, a recusal, the sign-off. */
export function actRows(acts: readonly KeptAct[], works: readonly OwnWork[], words: Words): Cell[][] {
  return acts.flatMap((act) => {
    if (act.kind === 'later') return [];
    const work = 'evaluation_id' in act ? works.find((one) => one.evaluation_id === act.evaluation_id) : undefined;
    const number = work?.number ?? (act.kind === 'step_back' ? act.number : null);
    const said = act.kind === 'ask' ? act.body : act.kind === 'step_back' ? act.reason : null;
    return [[number, work?.title ?? '', words.onDevice, words.acts[act.kind], null, said]];
  });
}
