// Questions that were answered and are no longer asked: their answers are kept and can be read.
import { useLingui } from '@lingui/react/macro';
import { AnswerText } from '../../../shared/entry/AnswerText';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { useFormat } from '../../../shared/i18n/react';
import type { Entry } from '../model/transport';
import { fileAddress } from './FilesField';

export function Retired({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  if (entry.retired.length === 0) return null;
  const answers = new Map(entry.answers.map((answer) => [answer.field_id, answer.value]));
  return (
    <div className="tk-entrant-retired">
      <details className="tk-entry-more">
        <summary>{t`أسئلة لم تعد مطلوبة`}</summary>
        <div className="tk-stack">
          <p className="tk-small tk-soft">{t`حذفها المنظّم من النموذج بعد أن أجبتم عنها. إجاباتكم محفوظة، ولا يراها المحكّمون.`}</p>
          <dl className="tk-answers">
            {entry.retired.map((field) => (
              <div key={field.id}>
                <dt dir="auto">{format.pick(field.label_ar, field.label_en)}</dt>
                <dd>
                  {field.kind === 'file' ? (
                    entry.attachments
                      .filter((file) => file.field_id === field.id)
                      .map((file) => <CheckedFile key={file.id} file={file} base={fileAddress(entry.id, file.id)} />)
                  ) : (
                    <AnswerText
                      field={field}
                      value={answers.get(field.id) ?? null}
                      empty={t`لم يُجب عنه`}
                      services={entry.services}
                    />
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </details>
    </div>
  );
}
