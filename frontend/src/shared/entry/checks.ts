// What a field accepts, said before the server says it, and the value as the server will keep it. Pure.
// The server decides (app/editions/field_rules.py, value_rules.py); both pass tests/vectors/answers.json.
import { FIRST_DAY, LAST_DAY } from '../i18n/dates';
import { asciiDigits } from '../i18n/numbers';
import {
  codesOf,
  type Field,
  isEmpty,
  line,
  linksOf,
  PARTS,
  type Part,
  personOf,
  plainNumber,
  rowsOf,
  tidy,
  type Value,
  withScheme,
} from './answers';
import { countCharacters, countWords } from './counting';
import { goneFrom, withoutGone } from './gone';
import { shownFields } from './visibility';

/** a stable code and its facts, as in a problem of the server; `at` leads into the answer */
export interface Wrong {
  code: string;
  facts: Record<string, unknown>;
  at?: (string | number)[];
}

const MOST_ITEMS = 50;
const MOST_ROWS = 100;
export const columnsOf = (field: Field) => field.options.columns ?? [];
export const fixedRows = (field: Field) => field.options.rows ?? [];
export const mostRows = (field: Field): number => fixedRows(field).length || (field.options.max_rows ?? MOST_ROWS);
export const mostItems = (field: Field): number =>
  field.options.max_items ?? (field.kind === 'service' ? 1 : MOST_ITEMS);
export const partsOf = (field: Field): { part: Part; needed: boolean }[] =>
  PARTS.map((part) => ({
    part,
    asked: part === 'name' ? 'required' : (field.options.person?.[part] ?? 'optional'),
  }))
    .filter(({ asked }) => asked !== 'hidden')
    .map(({ part, asked }) => ({ part, needed: asked === 'required' }));

const wrong = (code: string, facts: Record<string, unknown> = {}, at?: (string | number)[]): Wrong =>
  at ? { code, facts, at } : { code, facts };
const isAddress = (text: string): boolean =>
  /^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i.test(text) && text.length <= 2000 && URL.canParse(text);
const isEmail = (text: string): boolean => /^[^@\s<>()[\],;:\\"]{1,64}@([^\W_][\w-]*\.)+[a-z]{2,63}$/i.test(text);
const isPhone = (text: string): boolean =>
  /^\+?[0-9\-(). ]+$/.test(text) && text.length <= 30 && text.replace(/\D/g, '').length >= 7;

function wrongText(field: Field, text: string): Wrong | null {
  const [words, limit] = [countWords(text), field.word_limit];
  if (limit !== null && words > limit) return wrong('too_many_words', { count: words, limit });
  const [characters, most] = [countCharacters(text), field.character_limit];
  return most !== null && characters > most ? wrong('too_many_characters', { count: characters, limit: most }) : null;
}

/** A text over its limits, which count when the entry is submitted: until then it is saved all the same. */
export const isOverLimit = (found: { code: string } | null): boolean =>
  found?.code === 'too_many_words' || found?.code === 'too_many_characters';

function wrongNumber(field: Field, text: string): Wrong | null {
  const number = plainNumber(text);
  if (number === null) return wrong('not_a_number');
  const [low, high] = [field.minimum, field.maximum];
  const outside = (low !== null && Number(number) < Number(low)) || (high !== null && Number(number) > Number(high));
  return outside ? wrong('out_of_range', { minimum: low, maximum: high }) : null;
}

function wrongTable(field: Field, value: Value): Wrong | null {
  const rows = rowsOf(value);
  if (rows.length > mostRows(field)) return wrong('too_many_rows', { limit: mostRows(field) });
  for (const [at, row] of rows.entries())
    for (const column of columnsOf(field)) {
      const text = row.cells[column.code]?.trim() ?? '';
      if (column.kind === 'number' && text && plainNumber(text) === null)
        return wrong('not_a_number', {}, [at, column.code]);
    }
  return null;
}

function wrongLinks(field: Field, value: Value): Wrong | null {
  const links = linksOf(value).filter((link) => link.url.trim() || link.title.trim());
  if (links.length > mostItems(field)) return wrong('too_many_items', { limit: mostItems(field) });
  const at = linksOf(value).findIndex((link) => link.url.trim() && !isAddress(withScheme(link.url).trim()));
  return at < 0 ? null : wrong('not_a_url', {}, [at, 'url']);
}

function wrongPerson(value: Value): Wrong | null {
  const { email, phone } = personOf(value);
  if (email?.trim() && !isEmail(email.trim())) return wrong('bad_email', {}, ['email']);
  return phone?.trim() && !isPhone(line(asciiDigits(phone))) ? wrong('bad_phone', {}, ['phone']) : null;
}

/** What is wrong with an answer as it is typed; null where nothing is, or where it is empty. */
export function wrongAnswer(field: Field, value: Value): Wrong | null {
  if (isEmpty(value) || value === null) return null;
  const gone = goneFrom(field, value);
  if (gone) return wrong(gone);
  switch (field.kind) {
    case 'table':
      return wrongTable(field, value);
    case 'links':
      return wrongLinks(field, value);
    case 'person':
      return wrongPerson(value);
    case 'service':
      return new Set(codesOf(value)).size > mostItems(field)
        ? wrong('too_many_items', { limit: mostItems(field) })
        : null;
  }
  if (typeof value !== 'string') return null;
  const text = tidy(value);
  switch (field.kind) {
    case 'short_text':
    case 'long_text':
      return wrongText(field, text);
    case 'number':
      return wrongNumber(field, text);
    case 'url':
      return isAddress(text) ? null : wrong('not_a_url');
    case 'date':
      // A year that is still being typed is a year of the first centuries.
      return text < FIRST_DAY || text > LAST_DAY || !isDay(text) ? wrong('not_a_date') : null;
    default:
      return null;
  }
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The value as the server will keep it. */
export function prepared(field: Field, value: Value): Value {
  if (isEmpty(value) || value === null) return null;
  switch (field.kind) {
    case 'multi_choice':
      return withoutGone(field, value);
    case 'service':
      return [...new Set(codesOf(value))];
    case 'table':
      return preparedRows(field, value);
    case 'links':
      return linksOf(value)
        .map((link) => ({ url: line(withScheme(link.url)), title: line(link.title) }))
        .filter((link) => link.url || link.title);
    case 'person':
      return preparedPerson(field, value);
  }
  if (typeof value !== 'string') return value;
  const text = tidy(value);
  switch (field.kind) {
    case 'number':
      return plainNumber(text) ?? text;
    case 'url':
      return withScheme(text);
    case 'short_text':
      return text.replace(/\s+/g, ' ');
    default:
      return text;
  }
}

function preparedRows(field: Field, value: Value): Value {
  const rows = rowsOf(withoutGone(field, value))
    .map(({ row, cells }) => ({
      row: row || null,
      cells: Object.fromEntries(
        columnsOf(field)
          .map(({ code, kind }) => [code, line(cells[code] ?? ''), kind] as const)
          .filter(([, text]) => text)
          .map(([code, text, kind]) => [code, kind === 'number' ? (plainNumber(text) ?? text) : text]),
      ),
    }))
    .filter((row) => Object.keys(row.cells).length > 0);
  const order = fixedRows(field).map((row) => row.code);
  if (order.length > 0) rows.sort((one, other) => order.indexOf(one.row ?? '') - order.indexOf(other.row ?? ''));
  return rows.length > 0 ? rows : null;
}

function preparedPerson(field: Field, value: Value): Value {
  const given = personOf(value);
  const parts = partsOf(field)
    .map(({ part }) => [part, line(given[part] ?? '')] as const)
    .filter(([, text]) => text)
    .map(([part, text]) => [part, part === 'email' ? text.toLowerCase() : part === 'phone' ? asciiDigits(text) : text]);
  return parts.length > 0 ? Object.fromEntries(parts) : null;
}

/** What an answer that was begun still lacks before it can be submitted; empty: nothing. */
export function lacking(field: Field, value: Value): string {
  switch (field.kind) {
    case 'table': {
      const rows = rowsOf(prepared(field, value));
      const fixed = fixedRows(field).length;
      if (rows.length < (fixed > 0 && field.required ? fixed : (field.options.min_rows ?? 0))) return 'rows_missing';
      const whole = columnsOf(field).length;
      return rows.every((row) => Object.keys(row.cells).length === whole) ? '' : 'cells_missing';
    }
    case 'links':
      return linksOf(prepared(field, value)).every((link) => link.url) ? '' : 'parts_missing';
    case 'person': {
      const given = personOf(prepared(field, value));
      return partsOf(field).every(({ part, needed }) => !needed || given[part]) ? '' : 'parts_missing';
    }
    default:
      return '';
  }
}

export interface Missing {
  id: string;
  code: string;
}

/** What keeps the entry from being submitted, in the form's order: `answer_missing`, `file_missing`, what it lacks,
 * or a check's code. What a condition hides asks for nothing. */
export function missingOf(
  fields: readonly Field[],
  answerOf: (id: string) => Value,
  filesOf: (id: string) => number,
  byAgency = true,
): Missing[] {
  const shown = shownFields(fields, answerOf, filesOf, byAgency);
  return fields.flatMap((field) => {
    if (!shown.has(field.id)) return [];
    if (field.kind === 'file')
      return field.required && filesOf(field.id) === 0 ? [{ id: field.id, code: 'file_missing' }] : [];
    const value = answerOf(field.id);
    const code = isEmpty(value)
      ? field.required
        ? 'answer_missing'
        : ''
      : (wrongAnswer(field, value)?.code ?? lacking(field, value));
    return code ? [{ id: field.id, code }] : [];
  });
}
