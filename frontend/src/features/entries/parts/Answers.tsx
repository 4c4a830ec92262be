// What was answered and attached, as the screener reads it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { download } from '../../../shared/api/client';
import { AnswerText } from '../../../shared/entry/AnswerText';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { IconButton } from '../../../shared/ui/Button';
import { FileRow } from '../../../shared/ui/FileDrop';
import { notifyProblem } from '../../../shared/ui/Notice';
import type { StaffEntry } from './Decisions';

function File({ file }: { file: StaffEntry['attachments'][number] }) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    download(`/api/v1/attachments/${file.id}/content`, file.name)
      .catch(notifyProblem)
      .finally(() => setBusy(false));
  };
  return (
    <FileRow
      name={file.name}
      size={file.size}
      actions={<IconButton icon="download" label={t`نزّل ${file.name}`} isDisabled={busy} onPress={save} />}
    />
  );
}

export function Answers({ entry }: { entry: StaffEntry }) {
  const { t } = useLingui();
  const format = useFormat();
  const answers = new Map(entry.answers.map((answer) => [answer.field_id, answer.value]));
  const missing = new Set(entry.missing.map((item) => item.field_id));
  const summaries = [
    [t`نبذة بالعربية`, entry.summary_ar],
    [t`نبذة بالإنجليزية`, entry.summary_en],
  ] as const;
  return (
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
      {entry.fields.map((field) => {
        const files = entry.attachments.filter((file) => file.field_id === field.id);
        const file = field.kind === 'file';
        return (
          <div key={field.id}>
            <dt className="tk-row tk-gap-2">
              <span dir="auto">{format.pick(field.label_ar, field.label_en)}</span>
              {missing.has(field.id) ? <Badge tone="warning">{t`مطلوب وناقص`}</Badge> : null}
              {field.visible_to_jurors ? null : <Badge>{t`لا يراه المحكّمون`}</Badge>}
            </dt>
            <dd>
              {file && files.length > 0 ? (
                <div className="tk-stack tk-gap-2">
                  {files.map((one) => (
                    <File key={one.id} file={one} />
                  ))}
                </div>
              ) : (
                <AnswerText
                  field={field}
                  value={answers.get(field.id) ?? null}
                  empty={file ? t`لم يُرفق ملف` : t`لم يُجب عنه`}
                />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
