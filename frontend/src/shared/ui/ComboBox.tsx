// One choice from a long list, found by typing. Searching folds Arabic spelling as the server does.
import { useLingui } from '@lingui/react/macro';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { ListBox } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { matches } from '../i18n/bidi';
import { FieldError, FieldHelp, FieldLabel } from './AriaField';
import { Icon } from './Icon';
import { OptionItem, type SelectProps } from './Select';

export interface ComboBoxProps<Id extends string = string> extends Omit<SelectProps<Id>, 'onChange'> {
  onChange: (value: Id | null) => void;
  /** for lists the server searches: called with what is typed; `options` are then its answers */
  onSearch?: (query: string) => void;
}

export function ComboBox<Id extends string>(props: ComboBoxProps<Id>) {
  const { t } = useLingui();
  const { label, help, error, hideLabel, options, value, onChange, placeholder, isRequired, isDisabled, onSearch } =
    props;
  return (
    <AriaComboBox
      validationBehavior="aria"
      defaultItems={options}
      {...(onSearch ? { items: options, onInputChange: onSearch } : {})}
      defaultFilter={onSearch ? () => true : matches}
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as Id | null)}
      isInvalid={Boolean(error)}
      isRequired={isRequired ?? false}
      isDisabled={isDisabled ?? false}
      menuTrigger="focus"
      allowsEmptyCollection
      className="tk-field"
    >
      <FieldLabel label={label} required={isRequired ?? false} hidden={hideLabel ?? false} />
      <FieldHelp>{help}</FieldHelp>
      <Group className="tk-input-group" isInvalid={Boolean(error)}>
        <Input className="tk-input" dir="auto" placeholder={placeholder ?? t`ابحث واختر…`} />
        <AriaButton className="tk-affix">
          <Icon name="chevron-down" size={18} />
        </AriaButton>
      </Group>
      <FieldError error={error} />
      <Popover className="tk-popover" offset={4}>
        <ListBox
          className="tk-listbox"
          renderEmptyState={() => <p className="tk-option-empty">{t`لا نتائج مطابقة`}</p>}
        >
          {(option: (typeof options)[number]) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
