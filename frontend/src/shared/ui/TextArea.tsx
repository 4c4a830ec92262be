// Long text that grows with its content; with a limit it counts words as the server does (runs of non-space).
import { Plural, useLingui } from '@lingui/react/macro';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { type TextFieldProps as AriaProps, TextField as AriaTextField } from 'react-aria-components/TextField';
import { useFormat } from '../i18n/react';
import { FieldError, FieldHelp, FieldLabel, type FieldProps } from './Field';

export interface TextAreaProps extends Omit<AriaProps, 'children' | 'className' | 'style' | 'isInvalid'>, FieldProps {
  maxWords?: number | null | undefined;
  rows?: number;
  dir?: 'auto' | 'ltr' | 'rtl';
  lang?: string;
  placeholder?: string;
}

export const countWords = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

export function TextArea({
  label,
  help,
  error,
  hideLabel,
  maxWords,
  rows = 4,
  dir = 'auto',
  lang,
  placeholder,
  ...rest
}: TextAreaProps) {
  const { t } = useLingui();
  const format = useFormat();
  const words = countWords(rest.value ?? rest.defaultValue ?? '');
  const over = maxWords ? words - maxWords : 0;
  const limit = maxWords ? format.number(maxWords) : '';
  const used = format.number(words);
  return (
    <AriaTextField validationBehavior="aria" {...rest} isInvalid={Boolean(error) || over > 0} className="tk-field">
      <FieldLabel label={label} required={rest.isRequired ?? false} hidden={hideLabel ?? false} />
      <FieldHelp>{help}</FieldHelp>
      <AriaTextArea
        className="tk-input"
        rows={rows}
        dir={dir !== 'auto' || (rest.value ?? rest.defaultValue) ? dir : undefined}
        lang={lang}
        placeholder={placeholder}
      />
      <div className="tk-below">
        <FieldError error={error ?? (over > 0 ? t`النص أطول من الحد المسموح به.` : null)} />
        {maxWords ? (
          <span className="tk-counter" data-over={over > 0 || undefined}>
            {over > 0 ? (
              <Plural
                value={over}
                zero="ضمن الحد"
                one="تجاوزت الحد بكلمة واحدة"
                two="تجاوزت الحد بكلمتين"
                few="تجاوزت الحد بـ# كلمات"
                many="تجاوزت الحد بـ# كلمة"
                other="تجاوزت الحد بـ# كلمة"
              />
            ) : (
              t`${used} من ${limit} كلمة`
            )}
          </span>
        ) : null}
      </div>
    </AriaTextField>
  );
}
