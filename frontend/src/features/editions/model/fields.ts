// The questions of a category's form while they are edited.
import { newId } from '../../../shared/api/ids';
import type { components } from '../../../shared/api/schema';
import type { Field } from '../../../shared/entry/answers';
import { asciiDigits } from '../../../shared/i18n/numbers';
import { freeCode } from './tree';

type Out = components['schemas']['StaffForm']['fields'][number];
export type FieldIn = components['schemas']['FieldIn'];
export type FieldKind = Out['kind'];
export interface ChoiceDraft {
  /** only here, so that rows keep their place while their codes are typed */
  key: string;
  code: string;
  name_ar: string;
  name_en: string;
}
export interface ColumnDraft extends ChoiceDraft {
  kind: 'number' | 'text';
  unit_ar: string;
  unit_en: string;
}
type Options = Out['options'];
export interface OptionsDraft extends Omit<Options, 'columns' | 'rows'> {
  columns: ColumnDraft[];
  rows: ChoiceDraft[];
}
export type ConditionDraft = NonNullable<Out['visible_if']>['conditions'][number];
export interface FieldDraft extends Omit<Out, 'choices' | 'minimum' | 'maximum' | 'max_files' | 'options'> {
  choices: ChoiceDraft[];
  minimum: string;
  maximum: string;
  max_files: number | null;
  options: OptionsDraft;
}

export const KINDS: readonly FieldKind[] = [
  'short_text',
  'long_text',
  'number',
  'date',
  'choice',
  'multi_choice',
  'url',
  'links',
  'table',
  'person',
  'service',
  'file',
];
export const MEGABYTE = 1024 * 1024;
const hasText = (kind: FieldKind): boolean => kind === 'short_text' || kind === 'long_text';
export const hasChoices = (kind: FieldKind): boolean => kind === 'choice' || kind === 'multi_choice';
export const hasWordLimit = hasText;
export const hasItems = (kind: FieldKind): boolean => kind === 'links' || kind === 'service';

const choiceDraft = (choice: { code: string; name_ar: string; name_en?: string }): ChoiceDraft => ({
  key: choice.code,
  code: choice.code,
  name_ar: choice.name_ar,
  name_en: choice.name_en ?? '',
});

export const draftField = (field: Out): FieldDraft => ({
  ...field,
  choices: field.choices.map(choiceDraft),
  minimum: field.minimum ?? '',
  maximum: field.maximum ?? '',
  options: {
    ...field.options,
    columns: (field.options.columns ?? []).map((column) => ({
      ...choiceDraft(column),
      kind: column.kind ?? 'number',
      unit_ar: column.unit_ar ?? '',
      unit_en: column.unit_en ?? '',
    })),
    rows: (field.options.rows ?? []).map(choiceDraft),
  },
});

export function newField(kind: FieldKind, fields: readonly FieldDraft[], sectionId: string | null = null): FieldDraft {
  return {
    id: newId(),
    section_id: sectionId,
    code: freeCode(
      'f',
      fields.map((field) => field.code),
    ),
    kind,
    label_ar: '',
    label_en: '',
    help_ar: '',
    help_en: '',
    required: true,
    visible_to_jurors: true,
    word_limit: kind === 'long_text' ? 300 : null,
    character_limit: null,
    minimum: '',
    maximum: '',
    choices: hasChoices(kind) ? [newChoice([]), newChoice(['o1'])] : [],
    file_types: kind === 'file' ? ['application/pdf'] : [],
    max_files: 1,
    max_bytes: null,
    options: {
      columns: kind === 'table' ? [newColumn([])] : [],
      rows: [],
      ...(kind === 'table' ? { min_rows: 1, max_rows: 10 } : {}),
    },
    visible_if: null,
    freeze_at: null,
    freeze_phase: '',
  };
}

export const newChoice = (codes: Iterable<string>, prefix = 'o'): ChoiceDraft => ({
  key: newId(),
  code: freeCode(prefix, codes),
  name_ar: '',
  name_en: '',
});
export const newColumn = (codes: Iterable<string>): ColumnDraft => ({
  ...newChoice(codes, 'c'),
  kind: 'number',
  unit_ar: '',
  unit_en: '',
});

const orNull = (text: string): string | null => asciiDigits(text).trim() || null;
const bare = <T extends ChoiceDraft>({ key: _, ...rest }: T): Omit<T, 'key'> => rest;

/** What of the options means something for the kind; the rest stays here, in case the kind changes back. */
function wireOptions({ kind, options }: FieldDraft): Options {
  const { columns, rows, min_rows, max_rows, total, max_items, person, ...files } = options;
  switch (kind) {
    case 'table':
      return {
        columns: columns.map(bare),
        ...(rows.length > 0 ? { rows: rows.map(bare) } : { min_rows, max_rows }),
        total: total || null,
      };
    case 'links':
    case 'service':
      return { max_items };
    case 'person':
      return { person };
    case 'file':
      return files;
    default:
      return {};
  }
}

export const wireField = ({ choices, minimum, maximum, ...field }: FieldDraft): FieldIn => ({
  ...field,
  freeze_phase: field.freeze_phase as NonNullable<FieldIn['freeze_phase']>,
  word_limit: hasText(field.kind) ? field.word_limit : null,
  character_limit: hasText(field.kind) ? field.character_limit : null,
  minimum: field.kind === 'number' ? orNull(minimum) : null,
  maximum: field.kind === 'number' ? orNull(maximum) : null,
  choices: hasChoices(field.kind) ? choices.map(bare) : [],
  file_types: field.kind === 'file' ? field.file_types : [],
  max_files: field.kind === 'file' ? (field.max_files ?? 1) : 1,
  max_bytes: field.kind === 'file' ? field.max_bytes : null,
  options: wireOptions({ choices, minimum, maximum, ...field }),
});

/** The field as its entrant gets it, for the preview. */
export function shownField(draft: FieldDraft): Field {
  const { choices, options, ...wire } = wireField(draft);
  return {
    ...draft,
    ...wire,
    choices: choices ?? [],
    options: options ?? {},
    minimum: orNull(draft.minimum),
    maximum: orNull(draft.maximum),
    max_files: draft.max_files ?? 1,
  } as Field;
}
