// A number with steppers; reads Western, Arabic-Indic and Persian digits. `null` means empty, never zero.
import { Button as AriaButton } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { NumberField as AriaNumberField, type NumberFieldProps as AriaProps } from 'react-aria-components/NumberField';
import { FieldError, FieldHelp, FieldLabel } from './AriaField';
import type { FieldProps } from './Field';
import { Icon } from './Icon';

export interface NumberFieldProps
  extends Omit<AriaProps, 'children' | 'className' | 'style' | 'isInvalid' | 'value' | 'onChange' | 'defaultValue'>,
    FieldProps {
  value: number | null;
  onChange: (value: number | null) => void;
  placeholder?: string;
}

export function NumberField({
  label,
  help,
  error,
  hideLabel,
  value,
  onChange,
  placeholder,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField
      validationBehavior="aria"
      {...rest}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      isInvalid={Boolean(error)}
      className="tk-field"
    >
      <FieldLabel label={label} required={rest.isRequired ?? false} hidden={hideLabel ?? false} />
      <FieldHelp>{help}</FieldHelp>
      <Group className="tk-input-group tk-number">
        <AriaButton slot="decrement" className="tk-affix">
          <Icon name="minus" size={16} />
        </AriaButton>
        <Input className="tk-input" placeholder={placeholder} />
        <AriaButton slot="increment" className="tk-affix">
          <Icon name="plus" size={16} />
        </AriaButton>
      </Group>
      <FieldError error={error} />
    </AriaNumberField>
  );
}
