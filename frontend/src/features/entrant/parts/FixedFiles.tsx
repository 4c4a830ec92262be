// The files of a question whose answer is fixed: they stay, though the rest of the entry may change.
import { useLingui } from '@lingui/react/macro';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import type { FormField } from '../model/answers';
import type { Entry } from '../model/transport';
import { fileAddress } from './FilesField';
import { anchorOf } from './Question';

export function FixedFiles({ field, entry, closed }: { field: FormField; entry: Entry; closed?: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const files = entry.attachments.filter((file) => file.field_id === field.id);
  return (
    <section id={anchorOf(field.id)} className="tk-entrant-question">
      <p className="tk-label" dir="auto">
        {format.pick(field.label_ar, field.label_en)}
      </p>
      {files.length === 0 ? <p className="tk-faint">{t`لم يُرفق ملف`}</p> : null}
      {files.map((file) => (
        <CheckedFile key={file.id} file={file} base={fileAddress(entry.id, file.id)} />
      ))}
      <span className="tk-entrant-status" data-tone="calm">
        <Icon name="lock" size={16} />
        <span>
          {closed ? t`لم تُعَد المشاركة من أجل هذا السؤال، فجوابه كما قُدّم.` : t`ثُبّت جواب هذا السؤال ولم يعد يتغير.`}
        </span>
      </span>
    </section>
  );
}
