// What an entry was returned for: a list that leads to each field, and the screener's words beside the field.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { Notice } from '../../../shared/ui/Notice';
import type { Entry, Face } from '../model/transport';
import { faceWords } from '../words';
import { jumpTo } from './Missing';

export function CorrectionMark({ note }: { note: string }) {
  const { t } = useLingui();
  return (
    <div className="tk-entrant-correction">
      <Icon name="flag" size={18} />
      <div>
        <p className="tk-small tk-strong">{t`مطلوب تصحيحه`}</p>
        {note ? (
          <p className="tk-answer-long" dir="auto">
            {note}
          </p>
        ) : null}
      </div>
    </div>
  );
}

export function Corrections({ entry }: { entry: Entry }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  if (entry.corrections.length === 0) return null;
  const nameOf = (part: string) => {
    const field = entry.fields.find((one) => one.id === part);
    if (field) return format.pick(field.label_ar, field.label_en);
    if (part === 'eligibility') return t`أجوبة شروط الأهلية`;
    if (part === 'co_owners') return t`الجهات الشريكة وموافقتها`;
    return part in faceWords ? i18n._(faceWords[part as Face]) : part;
  };
  return (
    <Notice tone="warning" title={t`صحّحوا هذه الحقول وحدها، ثم قدّموا المشاركة من جديد`}>
      <ul className="tk-plain-list tk-entrant-missing" aria-label={t`ما يُطلب تصحيحه`}>
        {entry.corrections.map((one) => (
          <li key={one.part}>
            <button type="button" onClick={() => jumpTo(one.part === 'co_owners' ? 'eligibility' : one.part)}>
              <span dir="auto">{nameOf(one.part)}</span>
              <Icon name="chevron-forward" size={16} />
            </button>
          </li>
        ))}
      </ul>
      <p className="tk-small">{t`بقية الحقول كما قُدّمت، ولا تتغير.`}</p>
    </Notice>
  );
}
