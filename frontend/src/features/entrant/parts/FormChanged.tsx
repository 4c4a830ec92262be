// The form has changed since this draft was begun: when, why, and what of it.
import { useLingui } from '@lingui/react/macro';
import { ChangeList } from '../../../shared/entry/ChangeList';
import { useFormat } from '../../../shared/i18n/react';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import '../../../shared/entry/inputs.css';

export function FormChanged({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  if (entry.form_changes.length === 0) return null;
  return (
    <Notice tone="info" title={t`تغيّر النموذج بعد أن بدأتم. كل ما كتبتموه محفوظ.`}>
      <div className="tk-stack tk-gap-3">
        {entry.form_changes.map((version) => (
          <div key={version.number} className="tk-stack tk-gap-1">
            <p className="tk-small tk-soft">
              <When at={version.published_at} zone={entry.edition.timezone} show="line" />
            </p>
            <p dir="auto">{format.pick(version.note_ar, version.note_en)}</p>
            <details className="tk-entry-more">
              <summary>{t`ما تغيّر`}</summary>
              <ChangeList changes={version.changes} />
            </details>
          </div>
        ))}
      </div>
    </Notice>
  );
}
