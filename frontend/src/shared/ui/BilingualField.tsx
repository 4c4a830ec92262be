// A `*_ar`/`*_en` pair side by side: Arabic first, each in its own direction.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { TextArea } from './TextArea';
import { TextField } from './TextField';

export interface BilingualFieldProps {
  label: string;
  help?: ReactNode;
  ar: string;
  en: string;
  onChange: (change: { ar: string } | { en: string }) => void;
  errorAr?: string | undefined;
  errorEn?: string | undefined;
  /** Arabic is required, and English too unless 'ar' */
  isRequired?: boolean | 'ar';
  multiline?: boolean;
  maxWords?: number;
  isDisabled?: boolean;
}

export function BilingualField(props: BilingualFieldProps) {
  const { t } = useLingui();
  const { label, help, multiline, isRequired = false, isDisabled = false, maxWords } = props;
  const Part = multiline ? TextArea : TextField;
  const shared = { isDisabled, ...(multiline ? { maxWords, rows: 3 } : {}) };
  return (
    <fieldset className="tk-pair">
      <legend className="tk-hidden">{label}</legend>
      {help ? <p className="tk-help">{help}</p> : null}
      <Part
        {...shared}
        label={t`${label} بالعربية`}
        value={props.ar}
        onChange={(ar) => props.onChange({ ar })}
        error={props.errorAr}
        isRequired={Boolean(isRequired)}
        dir="rtl"
        lang="ar"
      />
      <Part
        {...shared}
        label={t`${label} بالإنجليزية`}
        value={props.en}
        onChange={(en) => props.onChange({ en })}
        error={props.errorEn}
        isRequired={isRequired === true}
        dir="ltr"
        lang="en"
      />
    </fieldset>
  );
}
