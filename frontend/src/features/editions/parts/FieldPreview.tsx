// The form as its entrant sees it. What is typed here goes nowhere.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { CheckboxGroup, RadioGroup } from '../../../shared/ui/Choice';
import { DateField } from '../../../shared/ui/DateField';
import { FileDrop } from '../../../shared/ui/FileDrop';
import { NumberField } from '../../../shared/ui/NumberField';
import { Select } from '../../../shared/ui/Select';
import { EmptyState } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import type { FieldDraft } from '../model/fields';
import { FieldSummary } from './FieldSummary';

const number = (text: string): number | undefined => (text ? Number(text) : undefined);

function One({ field }: { field: FieldDraft }) {
  const { t } = useLingui();
  const format = useFormat();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [amount, setAmount] = useState<number | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const label = format.pick(field.label_ar, field.label_en) || t`سؤال بلا عنوان`;
  const help = format.pick(field.help_ar, field.help_en) || undefined;
  const common = { label, help, isRequired: field.required };
  const options = field.choices.map((choice) => ({ id: choice.code, label: format.name(choice) || choice.code }));
  switch (field.kind) {
    case 'long_text':
      return <TextArea {...common} value={text} onChange={setText} maxWords={field.word_limit} />;
    case 'number': {
      const low = number(field.minimum);
      const high = number(field.maximum);
      return (
        <NumberField
          {...common}
          value={amount}
          onChange={setAmount}
          {...(low === undefined ? {} : { minValue: low })}
          {...(high === undefined ? {} : { maxValue: high })}
        />
      );
    }
    case 'choice':
      return options.length > 6 ? (
        <Select {...common} options={options} value={text || null} onChange={setText} />
      ) : (
        <RadioGroup {...common} options={options} value={text || null} onChange={setText} />
      );
    case 'multi_choice':
      return <CheckboxGroup {...common} options={options} value={chosen} onChange={setChosen} />;
    case 'date':
      return <DateField {...common} value={day} onChange={setDay} />;
    case 'url':
      return <TextField {...common} type="url" value={text} onChange={setText} placeholder="https://" />;
    case 'file':
      return (
        <div className="tk-field">
          <span className="tk-label">
            <bdi>{label}</bdi>
            {field.required ? <span className="tk-required"> *</span> : null}
          </span>
          {help ? <p className="tk-help">{help}</p> : null}
          <FileDrop
            label={t`أرفق ملفًا`}
            help={<FieldSummary field={field} />}
            accept={field.file_types}
            multiple={(field.max_files ?? 1) > 1}
            onFiles={() => undefined}
          />
        </div>
      );
    default:
      return (
        <TextField
          {...common}
          value={text}
          onChange={setText}
          {...(field.word_limit ? { help: help ?? <FieldSummary field={field} /> } : {})}
        />
      );
  }
}

export function FieldPreview({ fields }: { fields: readonly FieldDraft[] }) {
  const { t } = useLingui();
  if (fields.length === 0) return <EmptyState title={t`لا حقول بعد`} icon="form" />;
  return (
    <div className="tk-fields">
      {fields.map((field) => (
        <One key={field.id} field={field} />
      ))}
      <p className="tk-small tk-soft">
        <Trans>الحقول المعلَّمة بنجمة إلزامية. ما تكتبه في المعاينة لا يُحفظ.</Trans>
      </p>
    </div>
  );
}
