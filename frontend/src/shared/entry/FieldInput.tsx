// The control of one question, by its kind. It reports what is typed; saving is its page's business.
import { useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense } from 'react';
import { useFormat } from '../i18n/react';
import { Button } from '../ui/Button';
import { CheckboxGroup, RadioGroup } from '../ui/Choice';
import { DateField } from '../ui/DateField';
import { Select } from '../ui/Select';
import { TextArea } from '../ui/TextArea';
import { TextField } from '../ui/TextField';
import { codesOf, type Field, type Service, textOf, type Value } from './answers';
import { goneFrom, withoutGone } from './gone';
import './inputs.css';

// The kinds of several pieces come when a form asks for them.
const TableInput = lazy(() => import('./TableInput').then((part) => ({ default: part.TableInput })));
const LinksInput = lazy(() => import('./LinksInput').then((part) => ({ default: part.LinksInput })));
const PersonInput = lazy(() => import('./PersonInput').then((part) => ({ default: part.PersonInput })));
const ServiceInput = lazy(() => import('./ServiceInput').then((part) => ({ default: part.ServiceInput })));

export interface FieldInputProps {
  field: Field;
  value: Value;
  onChange: (value: Value) => void;
  onFocus?: () => void;
  onBlur?: () => void;
  error?: string | null;
  /** where in the answer the error lies */
  at?: readonly (string | number)[] | undefined;
  isDisabled?: boolean;
  /** the agency's, for a service field */
  services?: readonly Service[];
  registry?: ReactNode;
}

const FEW = 7;

/** The kinds whose control is one plain input. */
export const isPlain = (field: Pick<Field, 'kind'>): boolean =>
  ['short_text', 'long_text', 'number', 'url'].includes(field.kind);

/** A question's control; what the answer names and the form no longer has is taken out by one press. */
export function FieldInput(props: FieldInputProps) {
  const { t } = useLingui();
  const { field, value, onChange } = props;
  // Another option of a single choice takes the place of the one that is gone.
  const gone = field.kind !== 'choice' && !props.isDisabled && goneFrom(field, value) !== null;
  return (
    <>
      <Control {...props} />
      {gone ? (
        <div className="tk-entry-gone">
          <Button size="small" onPress={() => onChange(withoutGone(field, value))}>
            {t`احذف من الجواب ما لم يعد في النموذج`}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Control(props: FieldInputProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { field, value, onChange, error = null, isDisabled = false } = props;
  const shared = {
    label: <span dir="auto">{format.pick(field.label_ar, field.label_en)}</span>,
    help: format.pick(field.help_ar, field.help_en) ? (
      <span dir="auto">{format.pick(field.help_ar, field.help_en)}</span>
    ) : undefined,
    error,
    isRequired: field.required,
    isDisabled,
  };
  const typing = {
    onFocus: props.onFocus ?? (() => undefined),
    onBlur: props.onBlur ?? (() => undefined),
    onChange: (typed: string) => onChange(typed || null),
  };
  const pieces = { field, value, onChange, frame: { ...shared, at: props.at } };
  const options = field.choices.map((one) => ({ id: one.code, label: format.name(one) }));
  switch (field.kind) {
    case 'long_text':
      return <TextArea {...shared} {...typing} value={textOf(value)} rows={6} />;
    case 'number':
      return (
        <div className="tk-entry-short">
          <TextField {...shared} {...typing} value={textOf(value)} inputMode="decimal" dir="ltr" autoComplete="off" />
        </div>
      );
    case 'url':
      return <TextField {...shared} {...typing} value={textOf(value)} type="url" placeholder="https://" />;
    case 'date':
      return <DateField {...shared} value={textOf(value) || null} onChange={onChange} />;
    case 'choice': {
      const chosen = textOf(value) || null;
      return (
        <div className="tk-stack tk-gap-2">
          {options.length <= FEW ? (
            <RadioGroup {...shared} options={options} value={chosen} onChange={onChange} />
          ) : (
            <Select {...shared} options={options} value={chosen} onChange={onChange} />
          )}
          {chosen && !field.required && !isDisabled ? (
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
          value={codesOf(withoutGone(field, value))}
          onChange={(chosen) => onChange(chosen.length > 0 ? chosen : null)}
        />
      );
    case 'table':
    case 'links':
    case 'person':
    case 'service':
      return (
        <Suspense fallback={<p className="tk-label">{shared.label}</p>}>
          {field.kind === 'table' ? (
            <TableInput {...pieces} />
          ) : field.kind === 'links' ? (
            <LinksInput {...pieces} />
          ) : field.kind === 'person' ? (
            <PersonInput {...pieces} />
          ) : (
            <ServiceInput {...pieces} services={props.services ?? []} registry={props.registry} />
          )}
        </Suspense>
      );
    default:
      return <TextField {...shared} {...typing} value={textOf(value)} />;
  }
}
