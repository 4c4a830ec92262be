// What a form's field accepts, said before the server says it, and how two values are compared. Pure.
// The server decides (app/editions/field_rules.py); these rules only spare the reader a round trip.
import type { components } from '../../../shared/api/schema';
import { FIRST_DAY, LAST_DAY } from '../../../shared/i18n/dates';
import { asciiDigits } from '../../../shared/i18n/numbers';

export type FormField = components['schemas']['EntrantEntry']['fields'][number];
export type Value = string | string[] | null;
/** a stable code and its facts, as in a problem of the server */
export interface Wrong {
  code: string;
  facts: Record<string, unknown>;
}

/** Words as a person counts them, and as the server does: what stands between spaces and has a letter or a digit. */
export const countWords = (text: string): number =>
  text.split(/[\s\u200b]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word.replaceAll('\u0640', ''))).length;

const tidy = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();

/** The value without what does not change it: spaces at its ends, the order of chosen options, emptiness. */
export function canonical(value: Value): string {
  if (value === null) return '';
  if (Array.isArray(value)) return JSON.stringify([...value].sort());
  return tidy(value);
}

export function sameValue(one: Value, other: Value): boolean {
  const empty = (value: Value) => value === null || value.length === 0 || canonical(value) === '';
  if (empty(one) || empty(other)) return empty(one) && empty(other);
  return canonical(one) === canonical(other);
}

export const isEmpty = (value: Value): boolean => sameValue(value, null);

/** As a person types it: any of the three digit sets, ٫ or . and ٬ or , in groups of three. Null: no number. */
export function typedNumber(text: string): string | null {
  const plain = asciiDigits(text.replace(/\u066c/g, ','))
    .replace(/[\u200e\u200f\u061c\s]/g, '')
    .replace(/\u2212/g, '-');
  const body = plain.replace(/^[+-]/, '');
  if (body.length > 40 || !/^(\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?|\.\d+)$/.test(body)) return null;
  return (plain.startsWith('-') ? '-' : '') + body.replaceAll(',', '');
}

function wrongNumber(field: FormField, text: string): Wrong | null {
  const number = typedNumber(text);
  if (number === null) return { code: 'not_a_number', facts: {} };
  const value = Number(number);
  const [low, high] = [field.minimum, field.maximum];
  const outside = (low !== null && value < Number(low)) || (high !== null && value > Number(high));
  return outside ? { code: 'out_of_range', facts: { minimum: low, maximum: high } } : null;
}

function wrongUrl(text: string): Wrong | null {
  const good = /^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i.test(text) && text.length <= 2000 && URL.canParse(text);
  return good ? null : { code: 'not_a_url', facts: {} };
}

/** What is wrong with an answer as it is typed; null where nothing is, or where it is empty. */
export function wrongAnswer(field: FormField, value: Value): Wrong | null {
  if (isEmpty(value) || Array.isArray(value) || value === null) return null;
  const text = tidy(value);
  switch (field.kind) {
    case 'short_text':
    case 'long_text': {
      const count = countWords(text);
      const limit = field.word_limit;
      return limit !== null && count > limit ? { code: 'too_many_words', facts: { count, limit } } : null;
    }
    case 'number':
      return wrongNumber(field, text);
    case 'url':
      return wrongUrl(text);
    case 'date':
      // A year that is still being typed is a year of the first centuries.
      return text < FIRST_DAY || text > LAST_DAY ? { code: 'not_a_date', facts: {} } : null;
    default:
      return null;
  }
}

/** What an address probably lacks: people type www.example.org. */
export const withScheme = (text: string): string => {
  const trimmed = text.trim();
  return trimmed && !/^[a-z][a-z0-9+.-]*:/i.test(trimmed) && /^[^\s/]+\.[^\s/]{2,}/.test(trimmed)
    ? `https://${trimmed}`
    : text;
};

export interface Missing {
  id: string;
  code: string;
}

/** What keeps the entry from being submitted, in the form's order: `answer_missing`, `file_missing` or a check's code. */
export function missingOf(
  fields: readonly FormField[],
  answerOf: (id: string) => Value,
  filesOf: (id: string) => number,
): Missing[] {
  const found: Missing[] = [];
  for (const field of fields) {
    if (field.kind === 'file') {
      if (field.required && filesOf(field.id) === 0) found.push({ id: field.id, code: 'file_missing' });
      continue;
    }
    const value = answerOf(field.id);
    const code = isEmpty(value) ? (field.required ? 'answer_missing' : null) : wrongAnswer(field, value)?.code;
    if (code) found.push({ id: field.id, code });
  }
  return found;
}

/** The value as the server will keep it (app/editions/field_rules.py). */
export function prepared(field: FormField, value: Value): Value {
  if (isEmpty(value) || value === null) return null;
  if (Array.isArray(value)) return field.choices.map((one) => String(one.code)).filter((code) => value.includes(code));
  const text = tidy(value);
  switch (field.kind) {
    case 'number':
      return plainNumber(typedNumber(text)) ?? text;
    case 'url':
      return withScheme(text);
    case 'short_text':
      return text.replace(/\s+/g, ' ');
    default:
      return text;
  }
}

function plainNumber(number: string | null): string | null {
  if (number === null) return null;
  const [whole = '', part = ''] = number
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^(-?)\./, '$10.')
    .split('.');
  const kept = part.replace(/0+$/, '');
  const plain = kept ? `${whole}.${kept}` : whole;
  return plain === '-0' ? '0' : plain;
}
