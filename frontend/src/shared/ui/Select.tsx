// One choice from a short list (up to about ten). Longer lists: ComboBox.
import { useLingui } from '@lingui/react/macro';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { FieldError, FieldHelp, FieldLabel } from './AriaField';
import type { FieldProps } from './Field';
import { Icon } from './Icon';
import './Select.css';

export interface Option<Id extends string = string> {
  id: Id;
  label: string;
  description?: string;
  isDisabled?: boolean;
}

export interface SelectProps<Id extends string = string> extends FieldProps {
  options: readonly Option<Id>[];
  value: Id | null;
  onChange: (value: Id) => void;
  placeholder?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  name?: string;
}

export function OptionItem({ option }: { option: Option }) {
  return (
    <ListBoxItem id={option.id} textValue={option.label} isDisabled={option.isDisabled ?? false} className="tk-option">
      {({ isSelected }) => (
        <>
          <span className="tk-option-check">{isSelected ? <Icon name="check" size={16} /> : null}</span>
          <span className="tk-option-words">
            <Text slot="label" dir="auto">
              {option.label}
            </Text>
            {option.description ? (
              <Text slot="description" className="tk-small tk-soft" dir="auto">
                {option.description}
              </Text>
            ) : null}
          </span>
        </>
      )}
    </ListBoxItem>
  );
}

export function Select<Id extends string>(props: SelectProps<Id>) {
  const { t } = useLingui();
  const { label, help, error, hideLabel, options, value, onChange, placeholder, isRequired, isDisabled, name } = props;
  return (
    <AriaSelect
      validationBehavior="aria"
      value={value || null}
      onChange={(key) => key !== null && onChange(key as Id)}
      isInvalid={Boolean(error)}
      isRequired={isRequired ?? false}
      isDisabled={isDisabled ?? false}
      {...(name ? { name } : {})}
      placeholder={placeholder ?? t`اختر…`}
      className="tk-field"
    >
      <FieldLabel label={label} required={isRequired ?? false} hidden={hideLabel ?? false} />
      <FieldHelp>{help}</FieldHelp>
      <AriaButton className="tk-input tk-select">
        <SelectValue className="tk-select-value" />
        <Icon name="chevron-down" size={18} />
      </AriaButton>
      <FieldError error={error} />
      <Popover className="tk-popover" offset={4}>
        <ListBox items={options} className="tk-listbox">
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
