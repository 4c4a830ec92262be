// How fields reach the server: answers one by one with their own revision; titles and summary share the entry's.
import { api, ifMatch, ifNew, must } from '../../../shared/api/client';
import { Problem } from '../../../shared/api/problem';
import type { components } from '../../../shared/api/schema';
import { isOverLimit, prepared, sameValue, type Value, type Wrong, wrongAnswer } from './answers';
import { serverNow } from './clock';
import type { Held, SaverField } from './fieldState';

export type Entry = components['schemas']['EntrantEntry'];

export const FACE = ['title_ar', 'title_en', 'summary_ar', 'summary_en'] as const;
export type Face = (typeof FACE)[number];
const isFace = (id: string): id is Face => (FACE as readonly string[]).includes(id);
const SUMMARY_WORDS = 20_000;

function faceWrong(id: Face, value: Value): Wrong | null {
  const text = typeof value === 'string' ? value.trim() : '';
  if (id === 'title_ar' && !text) return { code: 'text_missing', facts: {} };
  const limit = id.startsWith('title') ? 300 : SUMMARY_WORDS;
  return text.length > limit ? { code: 'text_too_long', facts: { limit } } : null;
}

/** The entry as the saver sees it: its face and every question but the files. */
export function saverFields(entry: Entry): SaverField[] {
  const answers = new Map(entry.answers.map((answer) => [answer.field_id, answer]));
  const face = FACE.map((id) => ({
    id,
    held: { value: entry[id] || null, revision: entry.version, at: null },
    check: (value: Value) => faceWrong(id, value),
    prepare: (value: Value) =>
      typeof value !== 'string' ? null : id.startsWith('title') ? value.trim().replace(/\s+/g, ' ') : value.trim(),
  }));
  const questions = entry.fields
    .filter((field) => field.kind !== 'file')
    .map((field) => {
      const answer = answers.get(field.id);
      return {
        id: field.id,
        held: { value: answer?.value ?? null, revision: answer?.revision ?? 0, at: answer?.saved_at ?? null },
        check: (value: Value) => {
          const found = wrongAnswer(field, prepared(field, value));
          return isOverLimit(found) ? null : found;
        },
        prepare: (value: Value) => prepared(field, value),
      };
    });
  return [...face, ...questions];
}

interface AnswerNow {
  value: Value;
  revision: number;
  saved_at: string | null;
  saved_by_ar?: string;
  saved_by_en?: string;
}

function heldIn(problem: Problem): Held | null {
  const now = problem.current<AnswerNow>();
  if (!now) return null;
  const by = { byAr: now.saved_by_ar ?? '', byEn: now.saved_by_en ?? '' };
  return { value: now.value, revision: now.revision, at: now.saved_at, ...by };
}

const met = (held: Held): Problem => new Problem(412, 'answer_changed', { current: held });

/** Sends the fields of one entry. */
export class Transport {
  private entry: Entry;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(entry: Entry) {
    this.entry = entry;
  }

  /** A fresh read of the entry. */
  receive(entry: Entry): void {
    if (entry.version >= this.entry.version) this.entry = entry;
  }

  readonly send = (id: string, value: Value, base: Held): Promise<Held> =>
    isFace(id) ? this.sendFace(id, value, base) : this.sendAnswer(id, value, base);

  private async sendAnswer(id: string, value: Value, base: Held): Promise<Held> {
    try {
      const saved = await must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/answers/{field_id}', {
          params: {
            path: { entry_id: this.entry.id, field_id: id },
            header: base.revision === 0 ? ifNew() : ifMatch(base.revision),
          },
          body: { value },
        }),
      );
      return { value: saved.value, revision: saved.revision, at: saved.saved_at };
    } catch (error) {
      const held = error instanceof Problem && error.status === 412 ? heldIn(error) : null;
      throw held ? met(held) : error;
    }
  }

  /** The four texts share one version: they are sent one after another, and compared text by text. */
  private sendFace(id: Face, value: Value, base: Held): Promise<Held> {
    const turn = this.queue.then(() => this.tryFace(id, value, base, 3));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async tryFace(id: Face, value: Value, base: Held, attempts: number): Promise<Held> {
    const now = this.entry;
    if (!sameValue(now[id], base.value)) throw met({ value: now[id] || null, revision: now.version, at: null });
    try {
      const saved = await must(
        api.PATCH('/api/v1/entrant/entries/{entry_id}', {
          params: { path: { entry_id: now.id }, header: ifMatch(now.version) },
          body: { [id]: typeof value === 'string' ? value : '' },
        }),
      );
      this.receive(saved);
      return { value: saved[id] || null, revision: saved.version, at: new Date(serverNow()).toISOString() };
    } catch (error) {
      const current = error instanceof Problem && error.status === 412 ? error.current<Entry>() : undefined;
      if (!current || attempts <= 1) throw error;
      this.receive(current);
      return this.tryFace(id, value, base, attempts - 1);
    }
  }
}
