// Which questions are asked, given what is answered. Pure; the server's twin is app/editions/visibility_rules.py, and
// both pass tests/vectors/visibility.json.
import { codesOf, type Field, isEmpty, type Value } from './answers';

type Asked = Pick<Field, 'id' | 'kind' | 'visible_if'>;
export type Condition = NonNullable<Field['visible_if']>['conditions'][number];

/** The fields that are shown; a hidden one counts as unanswered. Only an agency has services to choose from. */
export function shownFields(
  fields: readonly Asked[],
  answerOf: (id: string) => Value,
  filesOf: (id: string) => number,
  byAgency = true,
): ReadonlySet<string> {
  const shown = new Set<string>();
  const kinds = new Map<string, Field['kind']>();
  const holds = ({ field_id, op, value }: Condition): boolean => {
    if (!shown.has(field_id)) return false;
    const kind = kinds.get(field_id);
    if (kind === 'file') return filesOf(field_id) > 0;
    const answer = answerOf(field_id);
    if (isEmpty(answer)) return false;
    if (op === 'answered') return true;
    if (op === 'includes') return codesOf(answer).includes(value);
    return answer === value || (kind === 'number' && value !== '' && Number(answer) === Number(value));
  };
  for (const { id, kind, visible_if: condition } of fields) {
    kinds.set(id, kind);
    if (kind === 'service' && !byAgency) continue;
    if (!condition || condition.conditions[condition.match === 'all' ? 'every' : 'some'](holds)) shown.add(id);
  }
  return shown;
}

export interface Part<F> {
  section: { id: string; title_ar: string; title_en: string; intro_ar: string; intro_en: string } | null;
  fields: F[];
}

/** The form in its parts: what stands before the first section, then each section; empty ones left out. */
export function partsOfForm<F extends { section_id: string | null }>(
  sections: readonly NonNullable<Part<F>['section']>[],
  fields: readonly F[],
): Part<F>[] {
  const known = new Set(sections.map((section) => section.id));
  const top = fields.filter((field) => !field.section_id || !known.has(field.section_id));
  return [
    { section: null, fields: top },
    ...sections.map((section) => ({ section, fields: fields.filter((field) => field.section_id === section.id) })),
  ].filter((part) => part.fields.length > 0);
}
