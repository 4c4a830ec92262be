// The form of an entry that can be edited: questions beside what is missing, until when, and whether all is saved.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { refreshPaths } from '../../../shared/api/query';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { ProgressBar } from '../../../shared/ui/Progress';
import { missingOf, type Value } from '../model/answers';
import type { Entry } from '../model/transport';
import { useAll, useSaver } from '../model/useSaver';
import { Countdown } from './Countdown';
import { FaceSection } from './FaceSection';
import { FilesField } from './FilesField';
import { MissingList } from './Missing';
import { Question } from './Question';
import { SaveState } from './SaveState';
import { SubmitDialog } from './SubmitDialog';

export function EntryForm({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const saver = useSaver(entry);
  const states = useAll(saver);
  const [submitting, setSubmitting] = useState(false);
  const zone = entry.edition.timezone;
  const [wide] = useState(() => window.matchMedia('(width >= 960px)').matches);
  const answerOf = (id: string): Value => states.get(id)?.value ?? null;
  const filesOf = (id: string): number => entry.attachments.filter((file) => file.field_id === id).length;
  const missing = missingOf(entry.fields, answerOf, filesOf);
  const required = entry.fields.filter((field) => field.required);
  const lacking = new Set(missing.map((item) => item.id));
  const done = required.filter((field) => !lacking.has(field.id)).length;
  const submit = (
    <Button kind="primary" icon="check" wide onPress={() => setSubmitting(true)}>
      {entry.submitted_at ? t`راجع وأعد التقديم` : t`راجع وقدّم`}
    </Button>
  );
  return (
    <div className="tk-entrant-desk">
      <div className="tk-card tk-entrant-form">
        <FaceSection saver={saver} zone={zone} />
        {entry.fields.map((field) =>
          field.kind === 'file' ? (
            <FilesField key={field.id} field={field} entry={entry} />
          ) : saver.get(field.id) ? (
            <Question key={field.id} field={field} saver={saver} zone={zone} />
          ) : null,
        )}
      </div>
      <aside className="tk-entrant-side" aria-label={t`حال المشاركة`}>
        <Card>
          <Countdown
            until={entry.deadline}
            zone={zone}
            onOver={() => void refreshPaths('/api/v1/entrant/entries/{entry_id}')}
          />
          {required.length > 0 ? <ProgressBar value={done} max={required.length} label={t`الأسئلة المطلوبة`} /> : null}
          {missing.length > 0 ? (
            <details className="tk-entrant-details" open={wide || missing.length <= 3}>
              <summary>
                {t`ما ينقص`}
                <Icon name="chevron-down" size={18} />
              </summary>
              <MissingList fields={entry.fields} missing={missing} />
            </details>
          ) : (
            <p className="tk-small tk-soft">{t`اكتمل النموذج. راجعه ثم قدّمه قبل الموعد.`}</p>
          )}
          <div className="tk-entrant-bar">
            <SaveState saver={saver} zone={zone} />
            {submit}
          </div>
        </Card>
      </aside>
      <SubmitDialog
        entry={entry}
        saver={saver}
        missing={missing}
        isOpen={submitting}
        onClose={() => setSubmitting(false)}
      />
    </div>
  );
}
