// Long text that grows with its content; with a limit it counts words as the server does (runs of non-space).
import { Plural, useLingui } from '@lingui/react/macro';
import type { KeyboardEvent, Ref } from 'react';
import { useFormat } from '../i18n/react';
import { FieldFrame, type FieldProps, useFieldIds } from './Field';

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange?: (value: string) => void;
  maxWords?: number | null | undefined;
  rows?: number;
  dir?: 'auto' | 'ltr' | 'rtl';
  lang?: string;
  placeholder?: string;
  name?: string;
  id?: string;
  maxLength?: number;
  autoFocus?: boolean;
  isRequired?: boolean;
  isDisabled?: boolean;
  isReadOnly?: boolean;
  onBlur?: () => void;
  onFocus?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  ref?: Ref<HTMLTextAreaElement>;
}

export const countWords = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

export function TextArea(props: TextAreaProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { label, help, hideLabel, maxWords, rows = 4, dir = 'auto', value } = props;
  const { isRequired = false, isDisabled = false, isReadOnly = false } = props;
  const words = countWords(value);
  const over = maxWords ? words - maxWords : 0;
  const error = props.error ?? (over > 0 ? t`النص أطول من الحد المسموح به.` : null);
  const ids = useFieldIds({ help, error, id: props.id });
  const limit = maxWords ? format.number(maxWords) : '';
  const used = format.number(words);
  const counter = maxWords ? (
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
  ) : null;
  return (
    <FieldFrame {...{ label, help, error, isRequired }} hideLabel={hideLabel ?? false} id={ids.id} note={counter}>
      <textarea
        {...ids}
        ref={props.ref}
        className="tk-input"
        rows={rows}
        value={value}
        onChange={(event) => props.onChange?.(event.target.value)}
        dir={dir === 'auto' && !value ? undefined : dir}
        lang={props.lang}
        placeholder={props.placeholder}
        name={props.name}
        maxLength={props.maxLength}
        // biome-ignore lint/a11y/noAutofocus: the page asks for it where the field is its one purpose
        autoFocus={props.autoFocus}
        data-autofocus={props.autoFocus || undefined}
        required={isRequired}
        disabled={isDisabled}
        readOnly={isReadOnly}
        onBlur={props.onBlur}
        onFocus={props.onFocus}
        onKeyDown={props.onKeyDown}
      />
    </FieldFrame>
  );
}
