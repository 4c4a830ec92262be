// An answer as its reader sees it, for entrants, staff and prints. Without words of its own.
import { formatNumber } from '../i18n/numbers';
import { useFormat } from '../i18n/react';
import { When } from '../ui/When';
import './answers.css';

export interface AnsweredField {
  kind: string;
  choices: Record<string, unknown>[];
}

export interface AnswerTextProps {
  field: AnsweredField;
  value: string | string[] | null;
  /** what to say where there is none */
  empty: string;
}

export function AnswerText({ field, value, empty }: AnswerTextProps) {
  const format = useFormat();
  if (value === null || value.length === 0) return <span className="tk-faint">{empty}</span>;
  const label = (code: string): string => {
    const choice = field.choices.find((one) => one.code === code);
    return format.pick(String(choice?.name_ar ?? ''), String(choice?.name_en ?? '')) || code;
  };
  if (Array.isArray(value))
    return (
      <ul className="tk-answer-list">
        {value.map((code) => (
          <li key={code} dir="auto">
            {label(code)}
          </li>
        ))}
      </ul>
    );
  switch (field.kind) {
    case 'long_text':
      return (
        <div className="tk-answer-long" dir="auto">
          {value}
        </div>
      );
    case 'number':
      return <span>{formatNumber(Number(value), format.reader, { maximumFractionDigits: 20 })}</span>;
    case 'choice':
      return <span dir="auto">{label(value)}</span>;
    case 'date':
      return <When at={value} show="line" />;
    case 'url':
      return (
        <a href={value} target="_blank" rel="noopener noreferrer" dir="ltr" className="tk-answer-url">
          {value}
        </a>
      );
    default:
      return <bdi>{value}</bdi>;
  }
}
