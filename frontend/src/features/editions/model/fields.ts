// The questions of a category's form while they are edited.
import { newId } from '../../../shared/api/ids';
import type { components } from '../../../shared/api/schema';
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
export interface FieldDraft extends Omit<Out, 'choices' | 'minimum' | 'maximum' | 'max_files'> {
  choices: ChoiceDraft[];
  minimum: string;
  maximum: string;
  max_files: number | null;
}

export const KINDS: readonly FieldKind[] = [
  'short_text',
  'long_text',
  'number',
  'choice',
  'multi_choice',
  'date',
  'url',
  'file',
];
export const MEGABYTE = 1024 * 1024;
const hasText = (kind: FieldKind): boolean => kind === 'short_text' || kind === 'long_text';
export const hasChoices = (kind: FieldKind): boolean => kind === 'choice' || kind === 'multi_choice';
export const hasWordLimit = hasText;

export const draftField = (field: Out): FieldDraft => ({
  ...field,
  choices: field.choices.map((choice) => ({
    key: choice.code,
    code: choice.code,
    name_ar: choice.name_ar,
    name_en: choice.name_en ?? '',
  })),
  minimum: field.minimum ?? '',
  maximum: field.maximum ?? '',
});

export function newField(kind: FieldKind, fields: readonly FieldDraft[]): FieldDraft {
  return {
    id: newId(),
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
    minimum: '',
    maximum: '',
    choices: hasChoices(kind) ? [newChoice([]), newChoice(['o1'])] : [],
    file_types: kind === 'file' ? ['application/pdf'] : [],
    max_files: 1,
    max_bytes: null,
  };
}

export const newChoice = (codes: Iterable<string>): ChoiceDraft => ({
  key: newId(),
  code: freeCode('o', codes),
  name_ar: '',
  name_en: '',
});

const orNull = (text: string): string | null => asciiDigits(text).trim() || null;

/** What is sent: settings that mean nothing for the kind stay here, in case the kind changes back. */
export const wireField = ({ choices, minimum, maximum, ...field }: FieldDraft): FieldIn => ({
  ...field,
  word_limit: hasText(field.kind) ? field.word_limit : null,
  minimum: field.kind === 'number' ? orNull(minimum) : null,
  maximum: field.kind === 'number' ? orNull(maximum) : null,
  choices: hasChoices(field.kind) ? choices.map(({ code, name_ar, name_en }) => ({ code, name_ar, name_en })) : [],
  file_types: field.kind === 'file' ? field.file_types : [],
  max_files: field.kind === 'file' ? (field.max_files ?? 1) : 1,
  max_bytes: field.kind === 'file' ? field.max_bytes : null,
});
