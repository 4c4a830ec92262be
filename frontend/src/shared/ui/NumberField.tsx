// A number with steppers; reads Western, Arabic-Indic and Persian digits. `null` means empty, never zero.

import { useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { NumberField as AriaNumberField, type NumberFieldProps as AriaProps } from 'react-aria-components/NumberField';
import { asciiDigits, localDigits } from '../i18n/numbers';
import { useFormat } from '../i18n/react';
import { numbering } from '../i18n/settings';
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

/** react-aria reads only the digits that the page writes where its language names them: others are typed as these. */
function useTypedDigits() {
  const group = useRef<HTMLDivElement>(null);
  const digits = numbering(useFormat().reader);
  useEffect(() => {
    const field = group.current;
    const typed = (event: Event) => {
      const { data, target } = event as InputEvent;
      const input = target as HTMLInputElement;
      const wanted = data && (digits === 'arab' ? localDigits(asciiDigits(data), digits) : asciiDigits(data));
      if (!wanted || wanted === data) return;
      event.preventDefault();
      event.stopPropagation();
      input.ownerDocument.execCommand('insertText', false, wanted);
    };
    field?.addEventListener('beforeinput', typed, { capture: true });
    return () => field?.removeEventListener('beforeinput', typed, { capture: true });
  }, [digits]);
  return group;
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
  const group = useTypedDigits();
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
      <Group ref={group} className="tk-input-group tk-number">
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
