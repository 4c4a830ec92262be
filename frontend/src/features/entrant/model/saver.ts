// Saves a form field by field: each with its own revision, its own state, its own conflict. No React in here.
import { newId } from '../../../shared/api/ids';
import { asProblem, type Problem } from '../../../shared/api/problem';
import { sameValue, type Value } from './answers';
import type { FieldState, Held, Phase, SaverField, SaverOptions } from './fieldState';

const PAUSE = 700;
const BACKOFF = [2_000, 5_000, 15_000, 30_000, 60_000];

interface Work {
  field: SaverField;
  timer: ReturnType<typeof setTimeout> | undefined;
  running: Promise<void> | null;
  failures: number;
  sent: Value[];
  focused: boolean;
}

export class Saver {
  private readonly states = new Map<string, FieldState>();
  private readonly work = new Map<string, Work>();
  private readonly listeners = new Set<() => void>();
  private shut: Problem | null = null;
  private stopped = false;
  private count = 0;
  private readonly tab = newId();

  constructor(private readonly options: SaverOptions) {
    for (const field of options.fields) this.add(field);
  }

  private add(field: SaverField): void {
    const { id, held } = field;
    this.work.set(id, { field, timer: undefined, running: null, failures: 0, sent: [], focused: false });
    this.states.set(id, { value: held.value, base: held, phase: 'clean', wrong: null, problem: null, theirs: null });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  /** changes with every change of any field */
  readonly version = (): number => this.count;
  readonly get = (id: string): FieldState | undefined => this.states.get(id);
  readonly all = (): ReadonlyMap<string, FieldState> => this.states;
  /** anything that the server does not hold yet */
  readonly pending = (): boolean => [...this.states.values()].some((state) => state.phase !== 'clean');

  private set(id: string, change: Partial<FieldState>): void {
    const before = this.states.get(id);
    if (!before) return;
    this.states.set(id, { ...before, ...change });
    this.count += 1;
    for (const listen of this.listeners) listen();
  }

  /** Text left from before a reload: what the server has meanwhile decides how it goes on. */
  async restore(): Promise<void> {
    for (const row of await this.options.store.load(this.options.scope)) {
      const [state, work] = [this.states.get(row.field), this.work.get(row.field)];
      if (!state || !work || state.phase !== 'clean') continue; // typed since: newer than what was kept
      this.options.store.drop(row.key);
      if (sameValue(work.field.prepare(row.value), state.base.value)) continue;
      work.sent = row.sent;
      const held = state.base;
      const ours = [row.base.value, ...row.sent].some((value) => sameValue(value, held.value));
      const met = held.revision !== row.base.revision && !ours;
      const conflict = { phase: 'conflict', theirs: held, base: { ...row.base, at: null } } as const;
      this.set(row.field, { value: row.value, ...(met ? conflict : {}) });
      this.typed(row.field, 0);
    }
  }

  edit(id: string, value: Value): void {
    this.set(id, { value });
    this.typed(id, PAUSE);
  }

  private typed(id: string, pause: number): void {
    const [state, work] = [this.states.get(id), this.work.get(id)];
    if (!state || !work) return;
    clearTimeout(work.timer);
    if (sameValue(work.field.prepare(state.value), state.base.value) && !work.running && work.sent.length === 0) {
      this.options.store.drop(this.key(id));
      this.set(id, { phase: 'clean', wrong: null, problem: null, theirs: null });
      return;
    }
    this.keep(id);
    if (state.phase === 'conflict') return;
    if (this.shut) {
      this.set(id, { phase: 'closed' });
      return;
    }
    const wrong = work.field.check(state.value);
    this.set(id, { phase: wrong ? 'wrong' : 'dirty', wrong, problem: null });
    if (!wrong) work.timer = setTimeout(() => void this.send(id), pause);
  }

  focus(id: string): void {
    const work = this.work.get(id);
    if (work) work.focused = true;
  }

  /** Leaving a field sends it at once, and shows it as the server keeps it. */
  blur(id: string): void {
    const [state, work] = [this.states.get(id), this.work.get(id)];
    if (!state || !work) return;
    work.focused = false;
    if (state.phase === 'dirty') void this.send(id);
    if (state.phase === 'clean' && state.value !== state.base.value) this.set(id, { value: state.base.value });
  }

  /** Sends all that is typed or waits, and what is typed meanwhile; resolves when the answers are there. */
  async flush(): Promise<void> {
    const unsent = (...phases: Phase[]) => [...this.states].filter(([, state]) => phases.includes(state.phase));
    await Promise.all(unsent('dirty', 'waiting', 'saving').map(([id]) => this.send(id)));
    for (let again = 0; again < 5 && unsent('dirty').length > 0; again += 1)
      await Promise.all(unsent('dirty').map(([id]) => this.send(id)));
  }

  /** The page or the session ends: nothing more is sent from here; what is unsaved stays kept. */
  stop(): void {
    this.stopped = true;
    for (const work of this.work.values()) clearTimeout(work.timer);
  }

  private send(id: string): Promise<void> {
    const work = this.work.get(id);
    if (!work) return Promise.resolve();
    clearTimeout(work.timer);
    work.running ??= this.attempt(id, work).finally(() => {
      work.running = null;
      if (this.states.get(id)?.phase === 'dirty') work.timer = setTimeout(() => void this.send(id), 0);
    });
    return work.running;
  }

  private async attempt(id: string, work: Work): Promise<void> {
    const state = this.states.get(id);
    if (!state || this.shut || this.stopped || !['dirty', 'waiting'].includes(state.phase)) return;
    const { base } = state;
    const value = work.field.prepare(state.value);
    this.set(id, { phase: 'saving' });
    work.sent = [...work.sent.slice(-3), value];
    this.keep(id);
    try {
      this.saved(id, value, await this.options.send(id, value, base));
    } catch (error) {
      this.failed(id, work, asProblem(error));
    }
  }

  private saved(id: string, sent: Value, held: Held): void {
    const [state, work] = [this.states.get(id), this.work.get(id)];
    if (!state || !work) return;
    Object.assign(work, { failures: 0, sent: [] });
    const typed = work.field.prepare(state.value);
    const same = sameValue(typed, sent) || sameValue(typed, held.value);
    const shown = same && !work.focused ? held.value : state.value;
    this.set(id, { base: held, value: shown, problem: null, theirs: null });
    if (same) {
      this.options.store.drop(this.key(id));
      this.set(id, { phase: 'clean', wrong: null });
    } else this.typed(id, 0);
    this.options.onSaved?.(id, held);
  }

  private failed(id: string, work: Work, problem: Problem): void {
    const later = problem.status === 0 || problem.status >= 500 || [401, 408, 429].includes(problem.status);
    if (problem.status === 412) this.met(id, problem.current<Held>() ?? null);
    else if (later && problem.code !== 'client') {
      const wait = BACKOFF[Math.min(work.failures, BACKOFF.length - 1)] ?? 60_000;
      work.failures += 1;
      this.set(id, { phase: 'waiting', problem });
      work.timer = setTimeout(() => void this.send(id), wait * (0.8 + 0.4 * Math.random()));
    } else if (problem.status === 409 || problem.status === 423) this.close(problem);
    else {
      this.set(id, { phase: 'refused', problem });
      if (problem.status === 403 || problem.status === 404) this.options.onLost?.();
    }
  }

  /** The server holds another value than the one that was edited. */
  private met(id: string, theirs: Held | null): void {
    const [state, work] = [this.states.get(id), this.work.get(id)];
    if (!state || !work || !theirs) return;
    const ours = [state.base.value, ...work.sent.slice(0, -1)].some((value) => sameValue(value, theirs.value));
    if (sameValue(theirs.value, work.field.prepare(state.value))) this.saved(id, theirs.value, theirs);
    else if (ours && theirs.revision !== state.base.revision) this.set(id, { phase: 'dirty', base: theirs });
    else this.set(id, { phase: 'conflict', theirs });
  }

  private close(problem: Problem): void {
    this.shut = problem;
    for (const [id, state] of this.states)
      if (['dirty', 'saving', 'waiting', 'refused', 'wrong'].includes(state.phase))
        this.set(id, { phase: 'closed', problem });
    this.options.onLost?.();
  }

  /** What the server holds now, after a fresh read. */
  receive(fields: readonly SaverField[]): void {
    for (const field of fields) {
      const [state, work] = [this.states.get(field.id), this.work.get(field.id)];
      if (!state || !work) {
        this.add(field);
        continue;
      }
      work.field = field;
      if (!work.running && field.held.revision >= state.base.revision) this.take(field.id, state, field.held);
    }
  }

  private take(id: string, state: FieldState, held: Held): void {
    if (sameValue(held.value, state.base.value)) {
      if (held.revision !== state.base.revision) this.set(id, { base: held });
    } else if (state.phase === 'clean') this.set(id, { base: held, value: held.value });
    else if (sameValue(held.value, this.work.get(id)?.field.prepare(state.value) ?? null))
      this.saved(id, held.value, held);
    else this.set(id, { phase: 'conflict', theirs: held });
  }

  /** Ends a conflict: my value, theirs, or a third one made of both. */
  resolve(id: string, value: Value): void {
    const state = this.states.get(id);
    if (!state?.theirs) return;
    const work = this.work.get(id);
    if (work) work.sent = [];
    this.set(id, { base: state.theirs, value, theirs: null, phase: 'dirty' });
    this.typed(id, 0);
  }

  /** The deadline moved, or the entry came back: what was typed is sent after all. */
  reopen(): void {
    if (!this.shut) return;
    this.shut = null;
    for (const [id, state] of this.states) if (state.phase === 'closed') this.typed(id, 0);
  }

  private readonly key = (id: string): string => `${this.options.scope}/${id}/${this.tab}`;

  private keep(id: string): void {
    const [state, work] = [this.states.get(id), this.work.get(id)];
    if (!state || !work) return;
    const { value, revision } = state.base;
    const whose = { key: this.key(id), scope: this.options.scope, field: id, at: Date.now() };
    this.options.store.put({ ...whose, value: state.value, base: { value, revision }, sent: work.sent });
  }
}
