// The entry as its juror may see it: summary, answers in the form's order, files.
import { useLingui } from '@lingui/react/macro';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import type { Desk } from '../model';

type Entry = Desk['entry'];
type Field = Entry['fields'][number];

function AnswerView({ field, value }: { field: Field; value: string | string[] | null | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  if (value === null || value === undefined || value.length === 0) return <p className="tk-faint">{t`لا إجابة`}</p>;
  const choice = (code: string): string => {
    const found = field.choices.find((one) => one.code === code) as { name_ar?: string; name_en?: string } | undefined;
    return found ? format.name(found) : code;
  };
  if (Array.isArray(value))
    return (
      <div className="tk-row tk-gap-2">
        {value.map((code) => (
          <Badge key={code}>{choice(code)}</Badge>
        ))}
      </div>
    );
  switch (field.kind) {
    case 'choice':
      return <p>{choice(value)}</p>;
    case 'number':
      return <p>{format.number(Number(value))}</p>;
    case 'date':
      return <p>{format.day(value)}</p>;
    case 'url':
      return (
        <p>
          <a href={value} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
            {value}
          </a>
        </p>
      );
    default:
      return (
        <div className="tk-juror-text">
          {value.split(/\n{2,}/).map((paragraph, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that is only read
            <p key={index} dir="auto">
              {paragraph}
            </p>
          ))}
        </div>
      );
  }
}

export function EntryView({ desk }: { desk: Desk }) {
  const { t } = useLingui();
  const format = useFormat();
  const { entry } = desk;
  const answers = new Map(entry.answers.map((answer) => [answer.field_id, answer.value]));
  return (
    <article className="tk-juror-entry">
      <header className="tk-stack tk-gap-2">
        <div className="tk-row tk-gap-2">
          <Badge tone="primary">{format.name(entry.category)}</Badge>
          <Badge>{t`مشاركة رقم ${format.number(entry.number, { useGrouping: false })}`}</Badge>
        </div>
        <p className="tk-soft" dir="auto">
          {format.pick(entry.agency_ar, entry.agency_en)}
        </p>
      </header>
      {format.pick(entry.summary_ar, entry.summary_en) ? (
        <p className="tk-juror-summary" dir="auto">
          {format.pick(entry.summary_ar, entry.summary_en)}
        </p>
      ) : null}
      {entry.fields.map((field) => {
        const files = entry.attachments.filter((file) => file.field_id === field.id);
        return (
          <section key={field.id} className="tk-stack tk-gap-2">
            <h2 className="tk-h3">{format.pick(field.label_ar, field.label_en)}</h2>
            {field.kind !== 'file' ? (
              <AnswerView field={field} value={answers.get(field.id)} />
            ) : files.length === 0 ? (
              <p className="tk-faint">{t`لا ملفات`}</p>
            ) : (
              files.map((file) => (
                <CheckedFile
                  key={file.id}
                  file={file}
                  base={`/api/v1/juror/evaluations/${desk.evaluation_id}/attachments/${file.id}`}
                />
              ))
            )}
          </section>
        );
      })}
    </article>
  );
}
