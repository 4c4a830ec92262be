// A draft as staff see it: how far its people are, and not a word of what they wrote.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';
import { ProgressBar } from '../../../shared/ui/Progress';
import type { StaffEntry } from './Decisions';

export function DraftProgress({ entry }: { entry: StaffEntry }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-stack tk-gap-4">
      <Notice tone="info" title={t`هذه مسودة عند أصحابها`}>
        {t`لا يُقرأ عنوانها ولا أجوبتها ولا ملفاتها قبل تقديمها. ولمن احتاج عونًا أن يسأل من صفحتها.`}
      </Notice>
      <ProgressBar value={entry.answered} max={entry.fields.length} label={t`حقول مملوءة`} />
      {entry.missing.length > 0 ? (
        <section className="tk-stack tk-gap-2">
          <h2 className="tk-h3">{t`مطلوب ولم يُملأ بعد`}</h2>
          <ul>
            {entry.missing.map((item) => (
              <li key={item.field_id} dir="auto">
                {format.pick(item.label_ar, item.label_en)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
