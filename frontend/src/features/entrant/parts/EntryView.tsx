// An entry that is not edited now: its answers and files as they stand.
import { useLingui } from '@lingui/react/macro';
import { AnswerText } from '../../../shared/entry/AnswerText';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { FormAnswers } from '../../../shared/entry/FormAnswers';
import type { Entry } from '../model/transport';
import { faceWords } from '../words';
import { correctableUntil, FilesField, fileAddress } from './FilesField';
import { Retired } from './Retired';

export function EntryView({ entry }: { entry: Entry }) {
  const { t, i18n } = useLingui();
  const empty = t`لم يُجب عنه`;
  const face = (['summary_ar', 'summary_en'] as const).filter((id) => entry[id]);
  const filesIn = (id: string) => entry.attachments.filter((file) => file.field_id === id);
  return (
    <div>
      {face.length > 0 ? (
        <dl className="tk-answers">
          {face.map((id) => (
            <div key={id}>
              <dt>{i18n._(faceWords[id])}</dt>
              <dd>
                <AnswerText field={{ kind: 'long_text', choices: [] }} value={entry[id]} empty={empty} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <FormAnswers
        sections={entry.sections}
        fields={entry.fields}
        answers={entry.answers}
        services={entry.services}
        byAgency={entry.organisation !== null}
        filesOf={(id) => filesIn(id).length}
        files={(field) => {
          const until = entry.right === 'view' ? null : correctableUntil(entry, field.id);
          if (until) return <FilesField field={field} entry={entry} until={until} />;
          return filesIn(field.id).length > 0 ? (
            <div className="tk-stack tk-gap-2">
              {filesIn(field.id).map((file) => (
                <CheckedFile key={file.id} file={file} base={fileAddress(entry.id, file.id)} />
              ))}
            </div>
          ) : null;
        }}
        empty={empty}
        noFile={t`لم يُرفق ملف`}
      />
      <Retired entry={entry} />
    </div>
  );
}
