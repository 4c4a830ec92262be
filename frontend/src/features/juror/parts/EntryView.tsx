// The entry as its juror may see it: summary, answers in the form's order, files.
import { useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense } from 'react';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { FormAnswers } from '../../../shared/entry/FormAnswers';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button, IconButton } from '../../../shared/ui/Button';
import { useDeskActs } from '../deskActs';
import type { Desk } from '../model';
import { kindOf } from '../viewing';

const AskedHere = lazy(async () => ({ default: (await import('./Asked')).AskedHere }));

/** `full` is the button that lets the entry fill the screen; `onStep` begins to step back from it. */
export function EntryView({ desk, full, onStep }: { desk: Desk; full: ReactNode; onStep?: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const { entry } = desk;
  const { cite, open, report } = useDeskActs();
  const filesIn = (id: string) => entry.attachments.filter((file) => file.field_id === id);
  return (
    <article className="tk-juror-entry">
      <header className="tk-stack tk-gap-2">
        <div className="tk-row tk-gap-2">
          <Badge tone="primary">{format.name(entry.category)}</Badge>
          <Badge>{t`مشاركة رقم ${format.number(entry.number, { useGrouping: false })}`}</Badge>
          {full}
        </div>
        {desk.blind ? (
          <p className="tk-soft">{t`جولة بلا أسماء: لا تُذكر الجهة، وقد تُحرَّر نصوص أو تُحجب لئلا تدل عليها.`}</p>
        ) : (
          <p className="tk-soft" dir="auto">
            {format.pick(entry.agency_ar, entry.agency_en)}
          </p>
        )}
        {onStep ? (
          <div className="tk-juror-step">
            <Button kind="quiet" icon="shield" onPress={onStep}>{t`لديّ تعارض مصالح`}</Button>
          </div>
        ) : null}
      </header>
      {format.pick(entry.summary_ar, entry.summary_en) ? (
        <p className="tk-juror-summary" dir="auto">
          {format.pick(entry.summary_ar, entry.summary_en)}
        </p>
      ) : null}
      <Suspense>
        <AskedHere evaluationId={desk.evaluation_id} zone={desk.timezone} files={entry.attachments} />
      </Suspense>
      <FormAnswers
        sections={entry.sections}
        fields={entry.fields}
        answers={entry.answers}
        services={entry.services}
        filesOf={(id) => filesIn(id).length}
        files={(field) =>
          filesIn(field.id).length > 0
            ? filesIn(field.id).map((file) => (
                <div key={file.id} data-file={file.id}>
                  <CheckedFile
                    file={file}
                    bare
                    onOpen={kindOf(file) ? () => open(file) : undefined}
                    base={`/api/v1/juror/evaluations/${desk.evaluation_id}/attachments/${file.id}`}
                    actions={
                      <>
                        {cite ? (
                          <IconButton
                            icon="link"
                            label={t`استشهد بالملف ${file.name}`}
                            onPress={() => cite({ pin: { field_id: field.id, attachment_id: file.id, page: null } })}
                          />
                        ) : null}
                        <IconButton
                          icon="flag"
                          label={t`أبلغ أن الملف لا يُقرأ: ${file.name}`}
                          onPress={() => report(file)}
                        />
                      </>
                    }
                  />
                </div>
              ))
            : null
        }
        note={(field) => (
          <>
            {entry.redacted.includes(field.id) ? <Badge tone="neutral">{t`حُرّر أو حُجب`}</Badge> : null}
            {cite && field.kind !== 'file' ? (
              <IconButton
                icon="link"
                label={t`استشهد بإجابة «${format.pick(field.label_ar, field.label_en)}»`}
                onPress={() => cite({ pin: { field_id: field.id, attachment_id: null, page: null } })}
              />
            ) : null}
          </>
        )}
        empty={t`لا إجابة`}
        noFile={t`لا ملفات`}
      />
    </article>
  );
}
