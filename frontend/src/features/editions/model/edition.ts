// The part of an edition that is edited, and which part of it is the public call.
import type { components } from '../../../shared/api/schema';

export type Edition = components['schemas']['StaffEdition'];
export type EditionValues = Required<components['schemas']['EditionIn']>;

export const blankEdition = (programmeId: string): EditionValues => ({
  programme_id: programmeId,
  slug: '',
  name_ar: '',
  name_en: '',
  theme_ar: '',
  theme_en: '',
  rules_ar: '',
  rules_en: '',
  timezone: 'Asia/Riyadh',
  digits: 'latn',
  opens_at: null,
  closes_at: null,
  judging_closes_at: null,
  results_at: null,
  max_entries_per_entrant: null,
  internal_sign_off: false,
  tiebreaks: ['shared'],
  quorum: 1,
  method: 'raw',
  live_agreement: false,
  meeting_quorum: 'majority',
  meeting_votes: 'none',
  consensus_counts: false,
  na_policy: 'claims',
  jury_is_public: true,
  change_ar: '',
  change_en: '',
});

export function valuesOf(saved: Edition): EditionValues {
  const blank = blankEdition(saved.programme_id);
  const names = Object.keys(blank).filter((name) => name !== 'change_ar' && name !== 'change_en');
  return {
    ...blank,
    ...Object.fromEntries(names.map((name) => [name, saved[name as keyof Edition]])),
  } as EditionValues;
}

/** Changes of these are read by the public with their note. */
export const CALL_FIELDS = [
  'name_ar',
  'name_en',
  'theme_ar',
  'theme_en',
  'rules_ar',
  'rules_en',
  'timezone',
  'opens_at',
  'judging_closes_at',
  'results_at',
  'max_entries_per_entrant',
  'internal_sign_off',
] as const satisfies readonly (keyof EditionValues)[];

/** A moment may be written in several ways; all else is equal or not. */
const same = (name: string, a: unknown, b: unknown): boolean =>
  a === b || (name.endsWith('_at') && Date.parse(String(a)) === Date.parse(String(b)));

export const changesCall = (before: EditionValues, after: EditionValues): boolean =>
  CALL_FIELDS.some((name) => !same(name, before[name], after[name]));

const DATES = ['opens_at', 'closes_at', 'judging_closes_at', 'results_at'] as const;
type Dated = (typeof DATES)[number];

/** Dates that do not follow one another: the later field of each wrong pair, and the one that it must follow. */
export function datesOutOfOrder(values: EditionValues): [Dated, Dated][] {
  const known = DATES.filter((name) => values[name] !== null);
  return known.flatMap((name, at): [Dated, Dated][] => {
    const earlier = known[at - 1];
    const reversed = earlier && Date.parse(values[name] ?? '') <= Date.parse(values[earlier] ?? '');
    return reversed ? [[name, earlier]] : [];
  });
}
