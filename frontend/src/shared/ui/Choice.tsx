// Checkboxes, radios and the switch: a whole 44-pixel row is the target. Plain inputs, drawn by us.
import { type AriaAttributes, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import type { FieldProps } from './Field';
import { Icon } from './Icon';
import type { Option } from './Select';
import './Field.css';
import './Choice.css';

interface BoxProps extends AriaAttributes {
  isSelected: boolean;
  onChange?: ((selected: boolean) => void) | undefined;
  isDisabled?: boolean | undefined;
  name?: string;
  autoFocus?: boolean;
}

export interface CheckboxProps extends BoxProps {
  isIndeterminate?: boolean;
  isInvalid?: boolean;
  children?: ReactNode;
  help?: ReactNode;
}

/** The label names the input, the help describes it: two ids of one text. */
const Words = ({ id, children, help }: { id: string; children: ReactNode; help?: ReactNode }) => (
  <span className="tk-choice-words">
    <span id={`${id}-label`}>{children}</span>
    {help ? (
      <span className="tk-small tk-soft" id={`${id}-help`}>
        {help}
      </span>
    ) : null}
  </span>
);
const named = (id: string, help: ReactNode) => ({
  'aria-labelledby': `${id}-label`,
  'aria-describedby': help ? `${id}-help` : undefined,
});

export function Checkbox(props: CheckboxProps) {
  const { children, help, isSelected, onChange, isIndeterminate = false, isInvalid, isDisabled, ...rest } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return (
    <label className="tk-choice">
      <input
        {...(children ? named(id, help) : {})}
        {...rest}
        ref={input}
        type="checkbox"
        className="tk-choice-input"
        checked={isSelected}
        disabled={isDisabled ?? false}
        aria-invalid={isInvalid || undefined}
        onChange={(event) => onChange?.(event.target.checked)}
      />
      <span className="tk-box" aria-hidden="true">
        {isIndeterminate ? <Icon name="minus" size={16} /> : isSelected ? <Icon name="check" size={16} /> : null}
      </span>
      {children ? (
        <Words id={id} help={help}>
          {children}
        </Words>
      ) : null}
    </label>
  );
}

interface GroupProps<Id extends string> extends FieldProps {
  options: readonly Option<Id>[];
  isRequired?: boolean;
  isDisabled?: boolean;
  /** 'row' for two or three short options */
  layout?: 'column' | 'row';
}

interface FrameProps extends FieldProps {
  role: 'group' | 'radiogroup';
  isRequired: boolean;
  layout: 'column' | 'row';
  children: ReactNode;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

function Frame({ role, label, help, error, hideLabel, isRequired, layout, children, onKeyDown }: FrameProps) {
  const id = useId();
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a group of inputs, whose arrows it mirrors
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is one of two that support them
    <div
      className="tk-field"
      role={role}
      aria-labelledby={id}
      aria-describedby={described || undefined}
      aria-required={(role === 'radiogroup' && isRequired) || undefined}
      aria-invalid={(role === 'radiogroup' && Boolean(error)) || undefined}
      onKeyDown={onKeyDown}
    >
      <span className={hideLabel ? 'tk-hidden' : 'tk-label'} id={id} data-required={isRequired || undefined}>
        {label}
      </span>
      {help ? (
        <div className="tk-help" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
      <div className={`tk-choices tk-choices-${layout}`}>{children}</div>
      {error ? (
        <span className="tk-error" id={`${id}-error`}>
          <Icon name="error" size={16} />
          <span>{error}</span>
        </span>
      ) : null}
    </div>
  );
}

type Many<Id extends string> = GroupProps<Id> & { value: readonly Id[]; onChange: (value: Id[]) => void };

export function CheckboxGroup<Id extends string>({ value, onChange, options, isDisabled, ...p }: Many<Id>) {
  return (
    <Frame {...p} role="group" isRequired={p.isRequired ?? false} layout={p.layout ?? 'column'}>
      {options.map((option) => (
        <Checkbox
          key={option.id}
          isSelected={value.includes(option.id)}
          onChange={(on) => onChange(on ? [...value, option.id] : value.filter((id) => id !== option.id))}
          help={option.description}
          isInvalid={Boolean(p.error)}
          isDisabled={(isDisabled ?? false) || (option.isDisabled ?? false)}
        >
          {option.label}
        </Checkbox>
      ))}
    </Frame>
  );
}

/** In right-to-left text the left arrow goes on, as the eye does; browsers have it the other way round. */
function mirroredArrows(event: KeyboardEvent<HTMLElement>): void {
  const forward = event.key === 'ArrowLeft' ? 1 : event.key === 'ArrowRight' ? -1 : 0;
  if (forward === 0 || getComputedStyle(event.currentTarget).direction !== 'rtl') return;
  const radios = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type=radio]:not(:disabled)')];
  const next = radios.at((radios.indexOf(event.target as HTMLInputElement) + forward) % radios.length);
  event.preventDefault();
  next?.focus();
  next?.click();
}

type One<Id extends string> = GroupProps<Id> & { value: Id | null; onChange: (value: Id) => void };

export function RadioGroup<Id extends string>({ value, onChange, options, isDisabled, ...p }: One<Id>) {
  const name = useId();
  return (
    <Frame
      {...p}
      role="radiogroup"
      isRequired={p.isRequired ?? false}
      layout={p.layout ?? 'column'}
      onKeyDown={mirroredArrows}
    >
      {options.map((option) => (
        <label key={option.id} className="tk-choice">
          <input
            {...named(`${name}-${option.id}`, option.description)}
            type="radio"
            className="tk-choice-input"
            name={name}
            value={option.id}
            checked={value === option.id}
            disabled={(isDisabled ?? false) || (option.isDisabled ?? false)}
            onChange={() => onChange(option.id)}
          />
          <span className="tk-dot" aria-hidden="true" />
          <Words id={`${name}-${option.id}`} help={option.description}>
            {option.label}
          </Words>
        </label>
      ))}
    </Frame>
  );
}

export interface SwitchProps extends BoxProps {
  children: ReactNode;
  help?: ReactNode;
}

/** For what takes effect at once; in a form that is saved later use Checkbox. */
export function Switch({ children, help, isSelected, onChange, isDisabled, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <label className="tk-choice tk-switch">
      <input
        {...named(id, help)}
        {...rest}
        type="checkbox"
        role="switch"
        aria-checked={isSelected}
        className="tk-choice-input"
        checked={isSelected}
        disabled={isDisabled ?? false}
        onChange={(event) => onChange?.(event.target.checked)}
      />
      <span className="tk-track" aria-hidden="true" />
      <Words id={id} help={help}>
        {children}
      </Words>
    </label>
  );
}
