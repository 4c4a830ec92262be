// Texts that mix directions: isolate what is inserted, search as Arabic readers spell.
import { asciiDigits } from './numbers';

const FSI = '\u2068';
const LRI = '\u2066';
const PDI = '\u2069';

/** For plain text only (titles, messages); in markup use <bdi> or dir="auto". */
export const isolate = (text: string): string => FSI + text + PDI;
/** Codes, addresses and URLs read left to right inside any sentence. */
export const isolateLtr = (text: string): string => LRI + text + PDI;

/** The same folding as the server's search, for filtering short lists in the browser. */
export function fold(text: string): string {
  return asciiDigits(
    text
      .normalize('NFKC')
      .replace(/[أإآٱ]/g, 'ا')
      .replace(/[ىی]/g, 'ي')
      .replace(/[ةھہ]/g, 'ه')
      .replace(/[ؤئ]/g, 'ء')
      .replace(/ک/g, 'ك')
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\p{Mn}\p{Me}\p{Cf}ـ]/gu, ''),
  )
    .trim()
    .replace(/\s+/g, ' ');
}

/** The words of a search without their ال, each to be found inside a folded text: الخدمة finds خدمة, and back. */
export const searchWords = (query: string): string[] =>
  fold(query)
    .split(' ')
    .filter(Boolean)
    .map((word) => word.replace(/^ال(?=...)/, ''));

export function matches(text: string, query: string): boolean {
  const folded = fold(text);
  return searchWords(query).every((word) => folded.includes(word));
}

/** The pair's text in the reader's language, or the other one where it is empty. */
export function pick(language: string, ar?: string | null, en?: string | null): string {
  return (language === 'en' ? en || ar : ar || en) ?? '';
}
