// A form while it is edited: sections and questions as one list that is read from the top. Pure.
import { newId } from '../../../shared/api/ids';
import type { components } from '../../../shared/api/schema';
import { OPS } from './conditions';
import { draftField, type FieldDraft, wireField } from './fields';
import { freeCode } from './tree';

export type SectionDraft = components['schemas']['FormSection'];
export interface FormDraft {
  sections: SectionDraft[];
  fields: FieldDraft[];
}
export type Item = { type: 'section'; section: SectionDraft } | { type: 'field'; field: FieldDraft };
interface Saved {
  sections: SectionDraft[];
  fields: Parameters<typeof draftField>[0][];
}

export const draftForm = (saved: Saved): FormDraft => ({
  sections: saved.sections,
  fields: saved.fields.map(draftField),
});
export const wireForm = ({ sections, fields }: FormDraft): components['schemas']['FormIn'] => ({
  sections,
  fields: fields.map(wireField),
});

export const idOf = (item: Item): string => (item.type === 'section' ? item.section.id : item.field.id);

/** What stands before the first section, then each section with its questions. */
export function itemsOf({ sections, fields }: FormDraft): Item[] {
  const known = new Set(sections.map((section) => section.id));
  const inside = (id: string | null): Item[] =>
    fields
      .filter((field) => (id === null ? !field.section_id || !known.has(field.section_id) : field.section_id === id))
      .map((field) => ({ type: 'field', field }));
  return [
    ...inside(null),
    ...sections.flatMap((section): Item[] => [{ type: 'section', section }, ...inside(section.id)]),
  ];
}

/** Reads the list back: a question belongs to the last section above it. */
export function formOf(items: readonly Item[]): FormDraft {
  let current: string | null = null;
  const form: FormDraft = { sections: [], fields: [] };
  for (const item of items)
    if (item.type === 'section') {
      current = item.section.id;
      form.sections.push(item.section);
    } else form.fields.push({ ...item.field, section_id: current });
  return form;
}

/** The item, and with a section what stands in it. */
function blockAt(items: readonly Item[], from: number): number {
  if (items[from]?.type !== 'section') return 1;
  const next = items.findIndex((item, at) => at > from && item.type === 'section');
  return (next < 0 ? items.length : next) - from;
}

/** Moves to the gap before the `gap`-th item; a section goes with its questions, to the next section's edge. */
export function moveTo(form: FormDraft, id: string, gap: number): FormDraft | null {
  const items = itemsOf(form);
  const from = items.findIndex((item) => idOf(item) === id);
  if (from < 0 || gap < 0 || gap > items.length) return null;
  const size = blockAt(items, from);
  let to = gap;
  if (items[from]?.type === 'section') {
    // A section never lands inside another: its questions would change hands.
    while (to < items.length && items[to]?.type !== 'section') to += 1;
  }
  if (to >= from && to <= from + size) return null;
  const block = items.slice(from, from + size);
  const rest = [...items.slice(0, from), ...items.slice(from + size)];
  const at = to > from ? to - size : to;
  return formOf([...rest.slice(0, at), ...block, ...rest.slice(at)]);
}

/** One step by the keyboard; a section steps over a section. */
export function moveBy(form: FormDraft, id: string, step: -1 | 1): FormDraft | null {
  const items = itemsOf(form);
  const from = items.findIndex((item) => idOf(item) === id);
  if (from < 0) return null;
  if (items[from]?.type === 'field') return moveTo(form, id, step < 0 ? from - 1 : from + 2);
  const starts = items.flatMap((item, at) => (item.type === 'section' ? [at] : []));
  const place = starts.indexOf(from);
  if (step < 0) return place > 0 ? moveTo(form, id, starts[place - 1] ?? 0) : null;
  if (place + 1 >= starts.length) return null;
  return moveTo(form, id, starts[place + 2] ?? items.length);
}

export const newSection = (): SectionDraft => ({ id: newId(), title_ar: '', title_en: '', intro_ar: '', intro_en: '' });

/** Adds after an item (or at the end): a question into that item's section. */
export function insertAfter(form: FormDraft, after: string | null, item: Item): FormDraft {
  const items = itemsOf(form);
  const at = after === null ? -1 : items.findIndex((one) => idOf(one) === after);
  if (item.type === 'section') {
    const place = at < 0 ? items.length : at + 1;
    let to = place;
    while (to < items.length && items[to]?.type !== 'section') to += 1;
    return formOf([...items.slice(0, to), item, ...items.slice(to)]);
  }
  const place = at < 0 ? items.length : at + 1;
  return formOf([...items.slice(0, place), item, ...items.slice(place)]);
}

export function duplicate(form: FormDraft, id: string): { form: FormDraft; id: string } | null {
  const field = form.fields.find((one) => one.id === id);
  if (!field) return null;
  const copy: FieldDraft = { ...field, id: newId(), code: freeCodeIn(form, field.code) };
  return { form: insertAfter(form, id, { type: 'field', field: copy }), id: copy.id };
}

const freeCodeIn = (form: FormDraft, wanted: string): string => {
  const codes = form.fields.map((field) => field.code);
  return codes.includes(wanted) ? freeCode('f', codes) : wanted;
};

/** Takes a question away; conditions on it go with it. A section leaves its questions to the one above. */
export function remove(form: FormDraft, id: string): FormDraft {
  const items = itemsOf(form).filter((item) => idOf(item) !== id);
  const left = formOf(items);
  const isField = form.fields.some((field) => field.id === id);
  return isField ? { ...left, fields: left.fields.map((field) => withoutConditionOn(field, id)) } : left;
}

function withoutConditionOn(field: FieldDraft, id: string): FieldDraft {
  if (!field.visible_if) return field;
  const conditions = field.visible_if.conditions.filter((one) => one.field_id !== id);
  return { ...field, visible_if: conditions.length > 0 ? { ...field.visible_if, conditions } : null };
}

/** Another kind is another question where the first was public: its answers stay with the old one. */
export function changeKind(
  form: FormDraft,
  id: string,
  to: FieldDraft,
  fixed: boolean,
): { form: FormDraft; id: string } {
  const key = fixed ? newId() : id;
  const cleared = form.fields.map((field) => withoutConditionOn(field, id));
  const code = fixed
    ? freeCode(
        'f',
        form.fields.map((field) => field.code),
      )
    : to.code;
  return {
    form: { ...form, fields: cleared.map((field) => (field.id === id ? { ...to, id: key, code } : field)) },
    id: key,
  };
}

export interface CloneResult {
  form: FormDraft;
  sections: number;
  fields: number;
  skipped: number;
}

/** Another category's form here: instead of this one, or after it without what is there already (by code). */
export function cloneForm(from: FormDraft, into: FormDraft, mode: 'replace' | 'merge'): CloneResult {
  const base: FormDraft = mode === 'replace' ? { sections: [], fields: [] } : into;
  const known = new Map(base.fields.map((field) => [field.code, field]));
  const ids = new Map<string, string>();
  for (const section of from.sections) {
    const twin = base.sections.find((one) => one.title_ar.trim() === section.title_ar.trim());
    ids.set(section.id, twin?.id ?? newId());
  }
  for (const field of from.fields) {
    const twin = known.get(field.code);
    ids.set(field.id, twin && twin.kind === field.kind ? twin.id : newId());
  }
  const codes = new Set(known.keys());
  const added: FieldDraft[] = [];
  for (const field of from.fields) {
    if (known.get(field.code)?.kind === field.kind) continue;
    const code = codes.has(field.code) ? freeCode('f', codes) : field.code;
    codes.add(code);
    added.push({
      ...field,
      id: ids.get(field.id) ?? newId(),
      code,
      section_id: field.section_id ? (ids.get(field.section_id) ?? null) : null,
      freeze_at: null,
      visible_if: field.visible_if && {
        ...field.visible_if,
        conditions: field.visible_if.conditions.map((one) => ({
          ...one,
          field_id: ids.get(one.field_id) ?? one.field_id,
        })),
      },
    });
  }
  const used = new Set(added.map((field) => field.section_id));
  const sections = from.sections
    .map((section) => ({ ...section, id: ids.get(section.id) ?? newId() }))
    .filter((section) => !base.sections.some((one) => one.id === section.id))
    .filter((section) => mode === 'replace' || used.has(section.id));
  const form = formOf(itemsOf({ sections: [...base.sections, ...sections], fields: [...base.fields, ...added] }));
  return { form, sections: sections.length, fields: added.length, skipped: from.fields.length - added.length };
}

/** Conditions that cannot hold: on a later question, or on an answer that it no longer has. By field id. */
export function brokenConditions(form: FormDraft): Map<string, 'later' | 'answer'> {
  const found = new Map<string, 'later' | 'answer'>();
  const earlier = new Map<string, FieldDraft>();
  for (const item of itemsOf(form)) {
    if (item.type === 'section') continue;
    for (const { field_id, op, value } of item.field.visible_if?.conditions ?? []) {
      const on = earlier.get(field_id);
      if (!on) found.set(item.field.id, 'later');
      else if (!OPS[on.kind].includes(op)) found.set(item.field.id, 'answer');
      else if (op !== 'answered' && on.choices.length > 0 && !on.choices.some((choice) => choice.code === value))
        found.set(item.field.id, 'answer');
    }
    earlier.set(item.field.id, item.field);
  }
  return found;
}
