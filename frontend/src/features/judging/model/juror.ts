// A juror as the form edits them.
import type { components } from '../../../shared/api/schema';

export type Juror = components['schemas']['StaffJuror'];
export type JurorIn = components['schemas']['JurorIn'];

export type OwnProfile = components['schemas']['OwnProfile'];

/** What the organiser and the juror themselves may write. */
export interface ProfileValues {
  name_ar: string;
  name_en: string;
  title_ar: string;
  title_en: string;
  country: string;
  languages: string[];
  employer_ar: string;
  employer_en: string;
  former_employers: { name: string; until?: string | null }[];
  expertise: { category_id: string; level: number }[];
  biography_ar: string;
  biography_en: string;
}

export interface JurorValues extends ProfileValues {
  email: string;
  origin: JurorIn['origin'] | null;
  employer_id: string | null;
}

export interface OwnValues extends ProfileValues {
  photo_is_public: boolean;
}

export const blankJuror = (): JurorValues => ({
  email: '',
  name_ar: '',
  name_en: '',
  title_ar: '',
  title_en: '',
  origin: null,
  country: '',
  languages: ['ar'],
  employer_ar: '',
  employer_en: '',
  employer_id: null,
  former_employers: [],
  expertise: [],
  biography_ar: '',
  biography_en: '',
});

const profileOf = (row: ProfileValues): ProfileValues => ({
  name_ar: row.name_ar,
  name_en: row.name_en,
  title_ar: row.title_ar,
  title_en: row.title_en,
  country: row.country,
  languages: row.languages,
  employer_ar: row.employer_ar,
  employer_en: row.employer_en,
  former_employers: row.former_employers,
  expertise: row.expertise,
  biography_ar: row.biography_ar,
  biography_en: row.biography_en,
});

export const valuesOfJuror = (juror: Juror): JurorValues => ({
  ...profileOf(juror),
  email: juror.email,
  origin: juror.origin,
  employer_id: juror.employer_id,
});

export const valuesOfOwn = (own: OwnProfile): OwnValues => ({
  ...profileOf(own),
  photo_is_public: own.photo_is_public,
});

export const wireJuror = (values: JurorValues, editionId: string): JurorIn => ({
  ...values,
  edition_id: editionId,
  origin: values.origin ?? 'local',
});

export const isEmail = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]{2,}$/.test(text.trim());

/** May be invited, or invited again: whoever has not accepted. */
export const mayInvite = (juror: { state: string }): boolean => juror.state !== 'accepted';
/** May be removed: whoever was not removed and has not declined. */
export const mayRemove = (juror: { state: string }): boolean => ['invited', 'accepted'].includes(juror.state);
