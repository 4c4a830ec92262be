// What every input of an answer takes.
import type { FieldProps } from '../ui/Field';
import type { Field, Value } from './answers';

export interface Framed extends FieldProps {
  isRequired?: boolean;
  isDisabled?: boolean;
  /** where in the answer the error lies */
  at?: readonly (string | number)[] | undefined;
}

export interface InputFrame {
  field: Field;
  value: Value;
  onChange: (value: Value) => void;
  frame: Framed;
}
