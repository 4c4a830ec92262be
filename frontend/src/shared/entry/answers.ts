// The answers of an entry: their shapes, when one is empty, when two are the same. Pure.
import type { components } from '../api/schema';
import { asciiDigits } from '../i18n/numbers';

export type Field = components['schemas']['FormField'];
export type Section = components['schemas']['FormSection'];
export type Service = components['schemas']['AnsweredService'];
export type Value = components['schemas']['AnswerOut']['value'];
export type Link = { url: string; title: string };
export type Row = { row: string | null; cells: Record<string, string> };
export type Person = { name?: string; title?: string; email?: string; phone?: string };
export const PARTS = ['name', 'title', 'email', 'phone'] as const;
export type Part = (typeof PARTS)[number];

export const textOf = (value: Value): string => (typeof value === 'string' ? value : '');
export const codesOf = (value: Value): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
export const linksOf = (value: Value): Link[] =>
  Array.isArray(value) ? value.filter((one): one is Link => typeof one === 'object' && 'url' in one) : [];
export const rowsOf = (value: Value): Row[] =>
  Array.isArray(value) ? value.filter((one): one is Row => typeof one === 'object' && 'cells' in one) : [];
export const personOf = (value: Value): Person =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};

// What shows nothing and comes along when people paste: as `without_controls` of app/kit/arabic.py takes it out.
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

export const tidy = (text: string): string => text.normalize('NFC').replace(LINE_ENDS, '\n').replace(UNSEEN, '').trim();
export const line = (text: string): string => tidy(text).replace(/\s+/g, ' ');

function bare(value: unknown): unknown {
  if (typeof value === 'string') return tidy(value);
  if (Array.isArray(value)) {
    const kept = value.map(bare).filter((one) => one !== '');
    return kept.every((one) => typeof one === 'string') ? [...kept].sort() : kept.filter((one) => one !== null);
  }
  if (value === null || typeof value !== 'object') return '';
  const kept = Object.entries(value)
    .map(([name, one]) => [name, bare(one)] as const)
    .filter(([name, one]) => name !== 'row' && one !== '' && one !== null)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  if (kept.length === 0) return null;
  const row = (value as { row?: string | null }).row;
  return Object.fromEntries(row ? [['row', row], ...kept] : kept);
}

/** The value without what does not change it: spaces at its ends, the order of chosen options, emptiness. */
export function canonical(value: Value): string {
  const kept = bare(value);
  if (kept === null || kept === '' || (Array.isArray(kept) && kept.length === 0)) return '';
  return typeof kept === 'string' ? kept : JSON.stringify(kept);
}

export const sameValue = (one: Value, other: Value): boolean => canonical(one) === canonical(other);
export const isEmpty = (value: Value): boolean => canonical(value) === '';

/** As a person types it: any of the three digit sets, ٫ or . and ٬ or , in groups of three. Null: no number. */
export function typedNumber(text: string): string | null {
  const plain = asciiDigits(text.replace(/\u066c/g, ','))
    .replace(/[\u200e\u200f\u061c\s]/g, '')
    .replace(/\u2212/g, '-');
  const body = plain.replace(/^[+-]/, '');
  if (body.length > 40 || !/^(\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?|\.\d+)$/.test(body)) return null;
  return (plain.startsWith('-') ? '-' : '') + body.replaceAll(',', '');
}

/** The number as the server writes it; null where it is none. */
export function plainNumber(text: string): string | null {
  const number = typedNumber(text);
  if (number === null) return null;
  const [whole = '', part = ''] = number
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^(-?)\./, '$10.')
    .split('.');
  const kept = part.replace(/0+$/, '');
  const plain = kept ? `${whole}.${kept}` : whole;
  return plain === '-0' ? '0' : plain;
}

/** What an address probably lacks: people type www.example.org. */
export const withScheme = (text: string): string => {
  const trimmed = text.trim();
  return trimmed && !/^[a-z][a-z0-9+.-]*:/i.test(trimmed) && /^[^\s/]+\.[^\s/]{2,}/.test(trimmed)
    ? `https://${trimmed}`
    : text;
};

/** The sum of a column of numbers, exactly, as text; null where nothing is filled. */
export function columnTotal(rows: readonly Row[], column: string): string | null {
  const numbers = rows.map((row) => plainNumber(row.cells[column] ?? '')).filter((one) => one !== null);
  if (numbers.length === 0) return null;
  const places = Math.max(...numbers.map((one) => one.split('.')[1]?.length ?? 0));
  const scaled = numbers.reduce((sum, one) => {
    const [whole = '0', part = ''] = one.replace('-', '').split('.');
    const units = BigInt(whole + part.padEnd(places, '0'));
    return one.startsWith('-') ? sum - units : sum + units;
  }, 0n);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const text = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
  return plainNumber(scaled < 0n ? `-${text}` : text);
}
