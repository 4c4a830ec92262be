// A round as the form edits it, and where it stands by the clock.
import type { components } from '../../../shared/api/schema';
import { lastMoment, type Round } from '../../../shared/judging/rounds';

export type { Round } from '../../../shared/judging/rounds';
export type RoundIn = components['schemas']['RoundIn'];

export interface RoundValues {
  number: number | null;
  name_ar: string;
  name_en: string;
  instructions_ar: string;
  instructions_en: string;
  opens_at: string | null;
  closes_at: string | null;
  grace_minutes: number | null;
  jurors_per_entry: number | null;
  mode: Round['mode'];
  consensus: Round['consensus'];
  passes: number | null;
  independence: Round['independence'];
  weight: number | null;
  blind: boolean;
  hidden: string[];
}

const ORDINALS = ['الأولى', 'الثانية', 'الثالثة', 'الرابعة', 'الخامسة'];
const ENGLISH = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];

/** The next round of an edition: its number and its name are there already. */
export function blankRound(existing: readonly Round[], closes: string | null): RoundValues {
  const number = Math.max(0, ...existing.map((round) => round.number)) + 1;
  const arabic = ORDINALS[number - 1];
  const english = ENGLISH[number - 1];
  return {
    number,
    name_ar: arabic ? `الجولة ${arabic}` : '',
    name_en: english ? `${english} round` : '',
    instructions_ar: '',
    instructions_en: '',
    opens_at: null,
    closes_at: closes,
    grace_minutes: 0,
    jurors_per_entry: 3,
    mode: 'score',
    consensus: 'majority',
    passes: 2,
    independence: 'after_close',
    weight: 0,
    blind: false,
    hidden: [],
  };
}

export const valuesOfRound = (round: Round): RoundValues => ({
  number: round.number,
  name_ar: round.name_ar,
  name_en: round.name_en,
  instructions_ar: round.instructions_ar,
  instructions_en: round.instructions_en,
  opens_at: round.opens_at,
  closes_at: round.closes_at,
  grace_minutes: round.grace_minutes,
  jurors_per_entry: round.jurors_per_entry,
  mode: round.mode,
  consensus: round.consensus,
  passes: round.passes || 2,
  independence: round.independence,
  weight: round.weight,
  blind: round.blind,
  hidden: round.hidden,
});

export const wireRound = (values: RoundValues, editionId: string): RoundIn => ({
  edition_id: editionId,
  number: values.number ?? 1,
  name_ar: values.name_ar,
  name_en: values.name_en,
  instructions_ar: values.instructions_ar,
  instructions_en: values.instructions_en,
  opens_at: values.opens_at,
  closes_at: values.closes_at ?? '',
  grace_minutes: values.grace_minutes ?? 0,
  jurors_per_entry: values.jurors_per_entry ?? 1,
  mode: values.mode,
  consensus: values.mode === 'pass_fail' ? values.consensus : 'majority',
  passes: values.mode === 'pass_fail' && values.consensus === 'at_least' ? (values.passes ?? 0) : 0,
  independence: values.mode === 'ranking' ? 'after_close' : values.independence,
  weight: values.mode === 'pass_fail' ? 0 : (values.weight ?? 0),
  blind: values.blind,
  hidden: values.blind ? values.hidden : [],
});

/** What the organiser may do with a round now; the server decides again. */
export type RoundStep = 'wait_phase' | 'late' | 'open' | 'running' | 'close' | 'closed';

export function stepOf(round: Round, phase: string, now: number): RoundStep {
  if (round.state === 'closed') return 'closed';
  if (round.state === 'open') return now > lastMoment(round) ? 'close' : 'running';
  if (now > Date.parse(round.closes_at)) return 'late';
  return phase === 'judging' ? 'open' : 'wait_phase';
}

/** Until judging begins the rulebook, and with it every round, may be written. */
export const isRulebookOpen = (phase: string): boolean => ['draft', 'open', 'screening'].includes(phase);
