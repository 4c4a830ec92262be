// What was answered and attached, as the screener reads it.
import { useLingui } from '@lingui/react/macro';
import { AnswerText } from '../../../shared/entry/AnswerText';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { FormAnswers } from '../../../shared/entry/FormAnswers';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import type { StaffEntry } from './Decisions';

export function Answers({ entry }: { entry: StaffEntry }) {
  const { t } = useLingui();
  const format = useFormat();
  const answers = new Map(entry.answers.map((answer) => [answer.field_id, answer.value]));
  const missing = new Set(entry.missing.map((item) => item.field_id));
  const filesIn = (id: string) => entry.attachments.filter((file) => file.field_id === id);
  const summaries = [
    [t`نبذة بالعربية`, entry.summary_ar],
    [t`نبذة بالإنجليزية`, entry.summary_en],
  ] as const;
  return (
    <div>
      <dl className="tk-answers">
        {summaries
          .filter(([, text]) => text)
          .map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <AnswerText field={{ kind: 'long_text', choices: [] }} value={text} empty="" />
              </dd>
            </div>
          ))}
      </dl>
      <FormAnswers
        sections={entry.sections}
        fields={entry.fields}
        answers={entry.answers}
        services={entry.services}
        byAgency={entry.organisation !== null}
        filesOf={(id) => filesIn(id).length}
        files={(field) =>
          filesIn(field.id).length > 0 ? (
            <div className="tk-stack tk-gap-2">
              {filesIn(field.id).map((one) => (
                <CheckedFile key={one.id} file={one} base={`/api/v1/attachments/${one.id}`} />
              ))}
            </div>
          ) : null
        }
        empty={t`لم يُجب عنه`}
        noFile={t`لم يُرفق ملف`}
        note={(field) => (
          <>
            {missing.has(field.id) ? <Badge tone="warning">{t`مطلوب وناقص`}</Badge> : null}
            {field.visible_to_jurors ? null : <Badge>{t`لا يراه المحكّمون`}</Badge>}
          </>
        )}
      />
      {entry.retired.length > 0 ? (
        <div className="tk-answer-part">
          <details className="tk-entry-more">
            <summary>{t`أسئلة لم تعد مطلوبة`}</summary>
            <dl className="tk-answers">
              {entry.retired.map((field) => (
                <div key={field.id}>
                  <dt dir="auto">{format.pick(field.label_ar, field.label_en)}</dt>
                  <dd>
                    <AnswerText
                      field={field}
                      value={answers.get(field.id) ?? null}
                      empty={t`لم يُجب عنه`}
                      services={entry.services}
                    />
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        </div>
      ) : null}
    </div>
  );
}
