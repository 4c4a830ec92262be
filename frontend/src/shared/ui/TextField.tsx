// One-line text. Codes, addresses and e-mails read left to right (`ltr`); user text finds its own direction.
import { useLingui } from '@lingui/react/macro';
import { type HTMLAttributes, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { type TextFieldProps as AriaProps, TextField as AriaTextField } from 'react-aria-components/TextField';
import { FieldError, FieldHelp, FieldLabel, type FieldProps } from './Field';
import { Icon, type IconName } from './Icon';

export interface TextFieldProps extends Omit<AriaProps, 'children' | 'className' | 'style' | 'isInvalid'>, FieldProps {
  /** 'ltr' for codes, addresses and e-mails */
  dir?: 'auto' | 'ltr' | 'rtl';
  placeholder?: string;
  icon?: IconName;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  lang?: string;
}

export function TextField({ label, help, error, hideLabel, dir, placeholder, icon, lang, ...rest }: TextFieldProps) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  const secret = rest.type === 'password';
  const direction = dir ?? (rest.type === 'email' || rest.type === 'url' || secret ? 'ltr' : 'auto');
  // An empty `auto` field would read left to right: let it inherit until something is typed.
  const typed = Boolean(rest.value ?? rest.defaultValue);
  const input = (
    <Input
      className="tk-input"
      dir={typed || direction !== 'auto' ? direction : undefined}
      placeholder={placeholder}
      lang={lang}
    />
  );
  return (
    <AriaTextField
      validationBehavior="aria"
      {...rest}
      {...(secret && shown ? { type: 'text' as const } : {})}
      isInvalid={Boolean(error)}
      className="tk-field"
    >
      <FieldLabel label={label} required={rest.isRequired ?? false} hidden={hideLabel ?? false} />
      <FieldHelp>{help}</FieldHelp>
      {secret || icon ? (
        <Group className="tk-input-group" isInvalid={Boolean(error)}>
          {icon ? (
            <span className="tk-affix">
              <Icon name={icon} size={18} />
            </span>
          ) : null}
          {input}
          {secret ? (
            <AriaButton
              className="tk-affix"
              slot={null}
              onPress={() => setShown(!shown)}
              aria-label={shown ? t`أخفِ كلمة المرور` : t`أظهر كلمة المرور`}
            >
              <Icon name={shown ? 'eye-off' : 'eye'} size={18} />
            </AriaButton>
          ) : null}
        </Group>
      ) : (
        input
      )}
      <FieldError error={error} />
    </AriaTextField>
  );
}
