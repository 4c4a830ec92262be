// Files of what was submitted that the check has refused since: which, why, and what to do until when.
import { useLingui } from '@lingui/react/macro';
import { reasonText } from '../../../shared/entry/fileReasons';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import { serverNow } from '../model/clock';
import type { Entry } from '../model/transport';
import { jumpTo } from './Missing';

export function RejectedFiles({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const files = entry.rejected_files;
  if (files.length === 0 || !['submitted', 'returned', 'eligible'].includes(entry.state)) return null;
  const zone = entry.edition.timezone;
  const until = files
    .map((file) => file.correct_until ?? '')
    .filter((end) => end && Date.parse(end) > serverNow())
    .sort()
    .at(-1);
  return (
    <Notice tone="error" title={t`لم تجتز الفحصَ ملفاتٌ مما قدّمتموه`}>
      <ul className="tk-plain-list tk-entrant-missing" aria-label={t`الملفات المرفوضة`}>
        {files.map((file) => {
          const field = entry.fields.find((one) => one.id === file.field_id);
          return (
            <li key={file.id}>
              <button type="button" onClick={() => jumpTo(file.field_id)}>
                <span>
                  <bdi>{file.name}</bdi> – <span dir="auto">{format.pick(field?.label_ar, field?.label_en)}</span>
                </span>
                <Icon name="chevron-forward" size={16} />
              </button>
              <p className="tk-small">{reasonText(file.reason, file.facts, format)}</p>
            </li>
          );
        })}
      </ul>
      {entry.may_edit ? (
        <p>{t`ارفعوا بديلًا في الحقل نفسه، ثم قدّموا المشاركة من جديد: رفع البديل وحده لا يكفي قبل الموعد.`}</p>
      ) : until ? (
        <p>
          {t`يقبل الحقل وحده ملفًا بديلًا، ولا حاجة إلى تقديم المشاركة من جديد، حتى:`} <When at={until} zone={zone} />
        </p>
      ) : (
        <p>{t`انقضت مهلة استبدالها. اسأل المنظّم إن لزم.`}</p>
      )}
    </Notice>
  );
}
