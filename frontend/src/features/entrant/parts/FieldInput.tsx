// The control of one question, by its kind. It reports what is typed; saving is the saver's business.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { CheckboxGroup, RadioGroup } from '../../../shared/ui/Choice';
import { DateField } from '../../../shared/ui/DateField';
import { Select } from '../../../shared/ui/Select';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import type { FormField, Value } from '../model/answers';

export interface FieldInputProps {
  field: FormField;
  value: Value;
  onChange: (value: Value) => void;
  onFocus: () => void;
  onBlur: () => void;
  error: string | null;
}

const FEW = 7;
const text = (value: Value): string => (typeof value === 'string' ? value : '');

export function FieldInput({ field, value, onChange, onFocus, onBlur, error }: FieldInputProps) {
  const { t } = useLingui();
  const format = useFormat();
  const shared = {
    label: <span dir="auto">{format.pick(field.label_ar, field.label_en)}</span>,
    help: format.pick(field.help_ar, field.help_en) || undefined,
    error,
    isRequired: field.required,
  };
  const typing = { onFocus, onBlur, onChange: (typed: string) => onChange(typed || null) };
  const options = field.choices.map((one) => ({
    id: String(one.code),
    label: format.pick(String(one.name_ar ?? ''), String(one.name_en ?? '')),
  }));
  switch (field.kind) {
    case 'long_text':
      return <TextArea {...shared} {...typing} value={text(value)} rows={6} />;
    case 'number':
      return (
        <div className="tk-entrant-number">
          <TextField {...shared} {...typing} value={text(value)} inputMode="decimal" dir="ltr" autoComplete="off" />
        </div>
      );
    case 'url':
      return <TextField {...shared} {...typing} value={text(value)} type="url" placeholder="https://" />;
    case 'date':
      return <DateField {...shared} value={text(value) || null} onChange={onChange} />;
    case 'choice': {
      const chosen = text(value) || null;
      return (
        <div className="tk-stack tk-gap-2">
          {options.length <= FEW ? (
            <RadioGroup {...shared} options={options} value={chosen} onChange={onChange} />
          ) : (
            <Select {...shared} options={options} value={chosen} onChange={onChange} />
          )}
          {chosen && !field.required ? (
            <div>
              <Button kind="quiet" size="small" onPress={() => onChange(null)}>
                {t`امسح الاختيار`}
              </Button>
            </div>
          ) : null}
        </div>
      );
    }
    case 'multi_choice':
      return (
        <CheckboxGroup
          {...shared}
          options={options}
          value={Array.isArray(value) ? value : []}
          onChange={(chosen) => onChange(chosen.length > 0 ? chosen : null)}
        />
      );
    default:
      return <TextField {...shared} {...typing} value={text(value)} />;
  }
}
