// An answer as its reader sees it, for entrants, staff, jurors and prints. Without words of its own.
import { formatNumber } from '../i18n/numbers';
import { useFormat } from '../i18n/react';
import { When } from '../ui/When';
import {
  codesOf,
  columnTotal,
  type Field,
  isEmpty,
  linksOf,
  personOf,
  rowsOf,
  type Service,
  textOf,
  type Value,
} from './answers';
import { columnName, ExactNumber } from './figures';
import './answers.css';
import './inputs.css';

export type AnsweredField = Pick<Field, 'kind' | 'choices'> & { options?: Field['options'] };

export interface AnswerTextProps {
  field: AnsweredField;
  value: Value;
  /** what to say where there is none */
  empty: string;
  /** those that answers name */
  services?: readonly Service[];
}

const Address = ({ url, children }: { url: string; children: string }) => (
  <a
    href={url}
    target="_blank"
    rel="noopener noreferrer nofollow"
    dir={children === url ? 'ltr' : 'auto'}
    className="tk-answer-url"
  >
    {children}
  </a>
);

function TableAnswer({ options, value }: { options: Field['options']; value: Value }) {
  const format = useFormat();
  const rows = rowsOf(value);
  const columns = options.columns ?? [];
  const fixed = options.rows ?? [];
  const headed = fixed.length > 0;
  return (
    <div className="tk-entry-figures">
      <table className="tk-entry-table">
        <thead>
          <tr>
            {headed ? <td /> : null}
            {columns.map((column) => (
              <th key={column.code} scope="col" data-kind={column.kind}>
                <bdi>{columnName(column, format)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows that are only read
            <tr key={at}>
              {headed ? (
                <th scope="row">
                  <bdi>{format.name(fixed.find((one) => one.code === row.row))}</bdi>
                </th>
              ) : null}
              {columns.map((column) => (
                <td key={column.code} data-kind={column.kind}>
                  {column.kind === 'number' ? (
                    <ExactNumber value={row.cells[column.code]} />
                  ) : (
                    <bdi>{row.cells[column.code] ?? '—'}</bdi>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {options.total ? (
          <tfoot>
            <tr>
              {headed ? <th aria-label="Σ">Σ</th> : null}
              {columns.map((column) => (
                <td key={column.code} data-kind={column.kind}>
                  {column.kind === 'number' ? <ExactNumber value={columnTotal(rows, column.code)} /> : null}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function PersonAnswer({ value }: { value: Value }) {
  const person = personOf(value);
  return (
    <div className="tk-stack tk-gap-1">
      <bdi className="tk-strong">{person.name}</bdi>
      {person.title ? <bdi className="tk-soft">{person.title}</bdi> : null}
      {person.email || person.phone ? (
        <span className="tk-entry-contact">
          {person.email ? (
            <a href={`mailto:${person.email}`} dir="ltr">
              {person.email}
            </a>
          ) : null}
          {person.phone ? (
            <a href={`tel:${person.phone.replace(/[^+\d]/g, '')}`} dir="ltr">
              {person.phone}
            </a>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}

export function AnswerText({ field, value, empty, services = [] }: AnswerTextProps) {
  const format = useFormat();
  if (isEmpty(value)) return <span className="tk-faint">{empty}</span>;
  const label = (code: string): string => format.name(field.choices.find((choice) => choice.code === code)) || code;
  const text = textOf(value);
  switch (field.kind) {
    case 'long_text':
      return (
        <div className="tk-answer-long" dir="auto">
          {text}
        </div>
      );
    case 'number':
      return <span>{formatNumber(Number(text), format.reader, { maximumFractionDigits: 20 })}</span>;
    case 'choice':
      return <span dir="auto">{label(text)}</span>;
    case 'multi_choice':
    case 'service': {
      const name = (id: string): string =>
        field.kind === 'service' ? format.name(services.find((one) => one.id === id)) || '—' : label(id);
      return (
        <ul className="tk-answer-list">
          {codesOf(value).map((code) => (
            <li key={code} dir="auto">
              {name(code)}
            </li>
          ))}
        </ul>
      );
    }
    case 'date':
      return <When at={text} show="line" />;
    case 'url':
      return <Address url={text}>{text}</Address>;
    case 'table':
      return <TableAnswer options={field.options ?? {}} value={value} />;
    case 'links':
      return (
        <ul className="tk-answer-list">
          {linksOf(value).map((link) => (
            <li key={link.url + link.title}>
              {link.url ? <Address url={link.url}>{link.title || link.url}</Address> : <bdi>{link.title}</bdi>}
            </li>
          ))}
        </ul>
      );
    case 'person':
      return <PersonAnswer value={value} />;
    default:
      return <bdi>{text}</bdi>;
  }
}
