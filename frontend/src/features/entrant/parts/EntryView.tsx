// An entry that is not edited now: its answers and files as they stand.
import { useLingui } from '@lingui/react/macro';
import { AnswerText } from '../../../shared/entry/AnswerText';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { useFormat } from '../../../shared/i18n/react';
import type { Entry } from '../model/transport';
import { faceWords } from '../words';
import { correctableUntil, FilesField, fileAddress } from './FilesField';

export function EntryView({ entry }: { entry: Entry }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const empty = t`لم يُجب عنه`;
  const answers = new Map(entry.answers.map((answer) => [answer.field_id, answer.value]));
  const face = (['summary_ar', 'summary_en'] as const).filter((id) => entry[id]);
  return (
    <dl className="tk-answers">
      {face.map((id) => (
        <div key={id}>
          <dt>{i18n._(faceWords[id])}</dt>
          <dd>
            <AnswerText field={{ kind: 'long_text', choices: [] }} value={entry[id]} empty={empty} />
          </dd>
        </div>
      ))}
      {entry.fields.map((field) => {
        const files = entry.attachments.filter((file) => file.field_id === field.id);
        const until = entry.right === 'view' ? null : correctableUntil(entry, field.id);
        return (
          <div key={field.id}>
            <dt dir="auto">{format.pick(field.label_ar, field.label_en)}</dt>
            <dd>
              {field.kind !== 'file' ? (
                <AnswerText field={field} value={answers.get(field.id) ?? null} empty={empty} />
              ) : until ? (
                <FilesField field={field} entry={entry} until={until} />
              ) : files.length > 0 ? (
                <div className="tk-stack tk-gap-2">
                  {files.map((file) => (
                    <CheckedFile key={file.id} file={file} base={fileAddress(entry.id, file.id)} />
                  ))}
                </div>
              ) : (
                <span className="tk-faint">{t`لم يُرفق ملف`}</span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
