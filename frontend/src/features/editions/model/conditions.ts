// What can be asked of the answer to an earlier question, by its kind.
import type { ConditionDraft, FieldKind } from './fields';

type Op = ConditionDraft['op'];
const answered: readonly Op[] = ['answered'];

export const OPS: Record<FieldKind, readonly Op[]> = {
  short_text: answered,
  long_text: answered,
  url: answered,
  file: answered,
  table: answered,
  links: answered,
  person: answered,
  service: answered,
  number: ['equals', 'answered'],
  date: ['equals', 'answered'],
  choice: ['equals', 'answered'],
  multi_choice: ['includes', 'answered'],
};

/** The condition that suits a question best, to begin with. */
export const firstCondition = (id: string, kind: FieldKind, choice = ''): ConditionDraft => {
  const op = OPS[kind][0] ?? 'answered';
  return { field_id: id, op, value: op === 'answered' ? '' : choice };
};
