// The part of a category that is edited, and which part of it is the public call.
import { newId } from '../../../shared/api/ids';
import type { components } from '../../../shared/api/schema';

export type Category = components['schemas']['StaffCategory'];
export type CategoryIn = Required<components['schemas']['CategoryIn']>;
export interface AwardLevelDraft {
  /** only here, so that rows keep their place */
  key: string;
  name_ar: string;
  name_en: string;
  from_rank: number | null;
  to_rank: number | null;
  /** by score or percentile */
  least: number | null;
}
export type CategoryValues = Omit<CategoryIn, 'levels' | 'places'> & {
  levels: AwardLevelDraft[];
  places: number | null;
};

export const blankCategory = (): CategoryValues => ({
  rubric_id: null,
  code: '',
  name_ar: '',
  name_en: '',
  description_ar: '',
  description_en: '',
  eligibility_ar: '',
  eligibility_en: '',
  entrant_kind: 'agency',
  max_entries_per_entrant: null,
  places: 1,
  levels_by: 'rank',
  levels: [],
  change_ar: '',
  change_en: '',
});

export const valuesOfCategory = (saved: Category): CategoryValues => ({
  rubric_id: saved.rubric_id,
  code: saved.code,
  name_ar: saved.name_ar,
  name_en: saved.name_en,
  description_ar: saved.description_ar,
  description_en: saved.description_en,
  eligibility_ar: saved.eligibility_ar,
  eligibility_en: saved.eligibility_en,
  entrant_kind: saved.entrant_kind,
  max_entries_per_entrant: saved.max_entries_per_entrant,
  places: saved.places,
  levels_by: saved.levels_by,
  levels: saved.levels.map((level, at) => ({
    key: String(at),
    name_ar: level.name_ar,
    name_en: level.name_en ?? '',
    from_rank: level.from_rank ?? null,
    to_rank: level.to_rank ?? null,
    least: level.least == null ? null : Number(level.least),
  })),
  change_ar: '',
  change_en: '',
});

export const wireCategory = ({ levels, places, ...values }: CategoryValues): CategoryIn => ({
  ...values,
  places: places ?? 1,
  levels: levels.map(({ name_ar, name_en, from_rank, to_rank, least }) => ({
    name_ar,
    name_en,
    ...(values.levels_by === 'rank' ? { from_rank, to_rank } : { least: least === null ? null : String(least) }),
  })),
});

/** The next level stands for the rank after the last one. */
export function nextLevel(levels: readonly AwardLevelDraft[]): AwardLevelDraft {
  const rank = Math.max(0, ...levels.map((level) => level.to_rank ?? 0)) + 1;
  return { key: newId(), name_ar: '', name_en: '', from_rank: rank, to_rank: rank, least: null };
}

const CALL_FIELDS = [
  'code',
  'name_ar',
  'name_en',
  'description_ar',
  'description_en',
  'eligibility_ar',
  'eligibility_en',
  'entrant_kind',
  'max_entries_per_entrant',
] as const satisfies readonly (keyof CategoryValues)[];

export const changesCategoryCall = (before: CategoryValues, after: CategoryValues): boolean =>
  CALL_FIELDS.some((name) => before[name] !== after[name]);
