// Checkboxes, radios and the switch: a whole 44-pixel row is the target.
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components/Checkbox';
import { CheckboxGroup as AriaCheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { RadioGroup as AriaRadioGroup, Radio } from 'react-aria-components/RadioGroup';
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components/Switch';
import { FieldError, FieldHelp, FieldLabel } from './AriaField';
import type { FieldProps } from './Field';
import { Icon } from './Icon';
import type { Option } from './Select';
import './Choice.css';

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'children' | 'className' | 'style'> {
  children?: ReactNode;
  help?: ReactNode;
}

export function Checkbox({ children, help, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="tk-choice">
      {({ isIndeterminate, isSelected }) => (
        <>
          <span className="tk-box" aria-hidden="true">
            {isIndeterminate ? <Icon name="minus" size={16} /> : isSelected ? <Icon name="check" size={16} /> : null}
          </span>
          {children ? (
            <span className="tk-choice-words">
              <span>{children}</span>
              {help ? <span className="tk-small tk-soft">{help}</span> : null}
            </span>
          ) : null}
        </>
      )}
    </AriaCheckbox>
  );
}

interface GroupProps<Id extends string> extends FieldProps {
  options: readonly Option<Id>[];
  isRequired?: boolean;
  isDisabled?: boolean;
  /** 'row' for two or three short options */
  layout?: 'column' | 'row';
}

export function CheckboxGroup<Id extends string>({
  value,
  onChange,
  ...p
}: GroupProps<Id> & { value: Id[]; onChange: (value: Id[]) => void }) {
  return (
    <AriaCheckboxGroup
      validationBehavior="aria"
      value={value}
      onChange={(next) => onChange(next as Id[])}
      isInvalid={Boolean(p.error)}
      isRequired={p.isRequired ?? false}
      isDisabled={p.isDisabled ?? false}
      className="tk-field"
    >
      <FieldLabel label={p.label} required={p.isRequired ?? false} hidden={p.hideLabel ?? false} />
      <FieldHelp>{p.help}</FieldHelp>
      <div className={`tk-choices tk-choices-${p.layout ?? 'column'}`}>
        {p.options.map((option) => (
          <Checkbox key={option.id} value={option.id} help={option.description} isDisabled={option.isDisabled ?? false}>
            {option.label}
          </Checkbox>
        ))}
      </div>
      <FieldError error={p.error} />
    </AriaCheckboxGroup>
  );
}

export function RadioGroup<Id extends string>({
  value,
  onChange,
  ...p
}: GroupProps<Id> & { value: Id | null; onChange: (value: Id) => void }) {
  return (
    <AriaRadioGroup
      validationBehavior="aria"
      value={value}
      onChange={(next) => onChange(next as Id)}
      isInvalid={Boolean(p.error)}
      isRequired={p.isRequired ?? false}
      isDisabled={p.isDisabled ?? false}
      className="tk-field"
    >
      <FieldLabel label={p.label} required={p.isRequired ?? false} hidden={p.hideLabel ?? false} />
      <FieldHelp>{p.help}</FieldHelp>
      <div className={`tk-choices tk-choices-${p.layout ?? 'column'}`}>
        {p.options.map((option) => (
          <Radio key={option.id} value={option.id} isDisabled={option.isDisabled ?? false} className="tk-choice">
            <span className="tk-dot" aria-hidden="true" />
            <span className="tk-choice-words">
              <span>{option.label}</span>
              {option.description ? <span className="tk-small tk-soft">{option.description}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError error={p.error} />
    </AriaRadioGroup>
  );
}

export interface SwitchProps extends Omit<AriaSwitchProps, 'children' | 'className' | 'style'> {
  children: ReactNode;
  help?: ReactNode;
}

/** For what takes effect at once; in a form that is saved later use Checkbox. */
export function Switch({ children, help, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className="tk-choice tk-switch">
      <span className="tk-track" aria-hidden="true" />
      <span className="tk-choice-words">
        <span>{children}</span>
        {help ? <span className="tk-small tk-soft">{help}</span> : null}
      </span>
    </AriaSwitch>
  );
}
