// The reader's language and digits: kept in localStorage, set from the account after sign-in.
import { writeLocal } from '../local';

export type Language = 'ar' | 'en';
export type Digits = 'latn' | 'arab';

const KEY = 'tahkeem.reader';
export interface Reader {
  language: Language;
  digits: Digits;
}

/** Whether this browser's reader ever chose a language; else the account's choice applies. */
export function hasChosen(): boolean {
  try {
    return new URLSearchParams(location.search).has('lang') || localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function storedReader(): Reader {
  const wanted = new URLSearchParams(globalThis.location?.search ?? '').get('lang');
  let kept: Partial<Reader> = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Reader>;
  } catch {
    // no storage, or not ours: the defaults serve
  }
  const language = wanted === 'ar' || wanted === 'en' ? wanted : kept.language === 'en' ? 'en' : 'ar';
  return { language, digits: kept.digits === 'arab' ? 'arab' : 'latn' };
}

export function keepReader(reader: Reader): void {
  writeLocal(KEY, JSON.stringify(reader));
}

/** Arabic-Indic digits belong to Arabic; English text always shows Western ones. */
export const numbering = (r: Reader): Digits => (r.language === 'ar' ? r.digits : 'latn');

/** The full tag: calendar and digits are always named, never left to the locale's default. */
export const localeTag = (r: Reader): string =>
  `${r.language === 'ar' ? 'ar-SA' : 'en-GB'}-u-ca-gregory-nu-${numbering(r)}`;

export const hijriTag = (r: Reader): string =>
  `${r.language === 'ar' ? 'ar-SA' : 'en-GB'}-u-ca-islamic-umalqura-nu-${numbering(r)}`;

export const directionOf = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr');
