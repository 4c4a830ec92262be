// One choice from a short list by the browser's own control: small, and at home in panels and drawers.
import { FieldFrame, type FieldProps, useFieldIds } from './Field';
import { Icon } from './Icon';
import './PlainSelect.css';

export interface PlainSelectProps<Id extends string> extends FieldProps {
  options: readonly { id: Id; label: string }[];
  value: Id | null;
  onChange: (value: Id) => void;
  /** said while nothing is chosen */
  placeholder?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
}

export function PlainSelect<Id extends string>(props: PlainSelectProps<Id>) {
  const { label, help, error, hideLabel, options, value, onChange, placeholder } = props;
  const { isRequired = false, isDisabled = false } = props;
  const ids = useFieldIds({ help, error });
  return (
    <FieldFrame {...{ label, help, error, isRequired }} hideLabel={hideLabel ?? false} id={ids.id}>
      <span className="tk-plain-select">
        <select
          {...ids}
          className="tk-input"
          value={value ?? ''}
          required={isRequired}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.value as Id)}
        >
          {value === null || !options.some((option) => option.id === value) ? (
            <option value={value ?? ''} disabled>
              {placeholder ?? '—'}
            </option>
          ) : null}
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" size={18} />
      </span>
    </FieldFrame>
  );
}
