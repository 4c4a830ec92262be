// A juror as the form edits them.
import type { components } from '../../../shared/api/schema';

export type Juror = components['schemas']['StaffJuror'];
export type JurorIn = components['schemas']['JurorIn'];

export interface JurorValues {
  email: string;
  name_ar: string;
  name_en: string;
  title_ar: string;
  title_en: string;
  origin: JurorIn['origin'] | null;
  country: string;
  languages: string[];
  employer_ar: string;
  employer_en: string;
  employer_id: string | null;
  biography_ar: string;
  biography_en: string;
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
  biography_ar: '',
  biography_en: '',
});

export const valuesOfJuror = (juror: Juror): JurorValues => ({
  email: juror.email,
  name_ar: juror.name_ar,
  name_en: juror.name_en,
  title_ar: juror.title_ar,
  title_en: juror.title_en,
  origin: juror.origin,
  country: juror.country,
  languages: juror.languages,
  employer_ar: juror.employer_ar,
  employer_en: juror.employer_en,
  employer_id: juror.employer_id,
  biography_ar: juror.biography_ar,
  biography_en: juror.biography_en,
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
