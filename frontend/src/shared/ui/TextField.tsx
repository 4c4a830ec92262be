// One-line text. Codes, addresses and e-mails read left to right (`ltr`); user text finds its own direction.
import { useLingui } from '@lingui/react/macro';
import { type HTMLAttributes, type KeyboardEvent, type Ref, useState } from 'react';
import { FieldFrame, type FieldProps, useFieldIds } from './Field';
import { Icon, type IconName } from './Icon';

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange?: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url';
  /** 'ltr' for codes, addresses and e-mails */
  dir?: 'auto' | 'ltr' | 'rtl';
  lang?: string;
  placeholder?: string;
  icon?: IconName;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  name?: string;
  id?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  maxLength?: number;
  isRequired?: boolean;
  isDisabled?: boolean;
  isReadOnly?: boolean;
  onBlur?: () => void;
  onFocus?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  const { label, help, error, hideLabel, icon, type = 'text', value } = props;
  const { isRequired = false, isDisabled = false, isReadOnly = false } = props;
  const ids = useFieldIds(props);
  const secret = type === 'password';
  const direction = props.dir ?? (type === 'email' || type === 'url' || type === 'tel' || secret ? 'ltr' : 'auto');
  const input = (
    <input
      {...ids}
      ref={props.ref}
      className="tk-input"
      type={secret && shown ? 'text' : type}
      value={value}
      onChange={(event) => props.onChange?.(event.target.value)}
      // An empty `auto` field would read left to right: it inherits until something is typed.
      dir={direction === 'auto' && !value ? undefined : direction}
      lang={props.lang}
      placeholder={props.placeholder}
      inputMode={props.inputMode}
      name={props.name}
      autoComplete={props.autoComplete}
      // biome-ignore lint/a11y/noAutofocus: the page asks for it where the field is its one purpose
      autoFocus={props.autoFocus}
      data-autofocus={props.autoFocus || undefined}
      maxLength={props.maxLength}
      required={isRequired}
      disabled={isDisabled}
      readOnly={isReadOnly}
      onBlur={props.onBlur}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
    />
  );
  return (
    <FieldFrame {...{ label, help, error, isRequired }} hideLabel={hideLabel ?? false} id={ids.id}>
      {secret || icon ? (
        <div className="tk-input-group">
          {icon ? (
            <span className="tk-affix">
              <Icon name={icon} size={18} />
            </span>
          ) : null}
          {input}
          {secret ? (
            <button
              type="button"
              className="tk-affix"
              onClick={() => setShown(!shown)}
              aria-label={shown ? t`أخفِ كلمة المرور` : t`أظهر كلمة المرور`}
            >
              <Icon name={shown ? 'eye-off' : 'eye'} size={18} />
            </button>
          ) : null}
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  );
}
