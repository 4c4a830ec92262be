// The form of an entry that can be edited: questions beside what is missing, until when, and whether all is saved.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { Field, Service } from '../../../shared/entry/answers';
import { SectionHead } from '../../../shared/entry/SectionHead';
import { partsOfForm, shownFields } from '../../../shared/entry/visibility';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon } from '../../../shared/ui/Icon';
import { ProgressBar } from '../../../shared/ui/Progress';
import { missingOf, type Value } from '../model/answers';
import { openOf } from '../model/corrections';
import type { Saver } from '../model/saver';
import type { Entry } from '../model/transport';
import { useAll, useSaver } from '../model/useSaver';
import { Corrections } from './Corrections';
import { Countdown } from './Countdown';
import { DeadlineNotes } from './DeadlineNotes';
import { EntryLanguages } from './EntryLanguages';
import { FaceSection } from './FaceSection';
import { FilesField } from './FilesField';
import { FixedFiles } from './FixedFiles';
import { FormChanged } from './FormChanged';
import { MissingList } from './Missing';
import { Question } from './Question';
import { Retired } from './Retired';
import { SaveState } from './SaveState';
import { SubmitDialog } from './SubmitDialog';
import { FormWaits } from './WhatWaits';

/** The agency's services where the form asks for one. */
function useServices(entry: Entry): readonly Service[] {
  const asks = entry.fields.some((field) => field.kind === 'service');
  const id = entry.organisation?.id ?? '';
  const found = useGet('/api/v1/organisations/{organisation_id}/services', {
    path: { organisation_id: id },
    query: { size: 200 },
    enabled: asks && id !== '',
  });
  const listed = found.data?.items ?? [];
  // A service that was taken off the registry is still what was chosen.
  return [...listed, ...entry.services.filter((one) => !listed.some((other) => other.id === one.id))];
}

function Questions({ entry, saver, fields }: { entry: Entry; saver: Saver; fields: readonly Field[] }) {
  const zone = entry.edition.timezone;
  const services = useServices(entry);
  const frozen = new Set(entry.frozen);
  const open = openOf(entry);
  const id = entry.organisation?.id;
  const registry = id ? (
    <Trans>
      لا تجد خدمتك؟{' '}
      <Link to="/entrant/organisations/$organisationId/services" params={{ organisationId: id }}>
        أضفها إلى سجل خدمات الجهة
      </Link>
    </Trans>
  ) : undefined;
  return fields.map((field) =>
    field.kind === 'file' ? (
      frozen.has(field.id) || !open.has(field.id) ? (
        <FixedFiles key={field.id} field={field} entry={entry} closed={!open.has(field.id)} />
      ) : (
        <FilesField key={field.id} field={field} entry={entry} correction={open.note(field.id)} />
      )
    ) : saver.get(field.id) ? (
      <Question
        key={field.id}
        field={field}
        saver={saver}
        zone={zone}
        frozen={frozen.has(field.id)}
        closed={!open.has(field.id)}
        correction={open.note(field.id)}
        services={services}
        registry={registry}
      />
    ) : null,
  );
}

export function EntryForm({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const saver = useSaver(entry);
  const states = useAll(saver);
  const [submitting, setSubmitting] = useState(false);
  const zone = entry.edition.timezone;
  const [wide] = useState(() => window.matchMedia('(width >= 960px)').matches);
  const answerOf = (id: string): Value => states.get(id)?.value ?? null;
  const filesOf = (id: string): number => entry.attachments.filter((file) => file.field_id === id).length;
  const byAgency = entry.organisation !== null;
  const shown = shownFields(entry.fields, answerOf, filesOf, byAgency);
  const asked = entry.fields.filter((field) => shown.has(field.id));
  const missing = missingOf(entry.fields, answerOf, filesOf, byAgency);
  const required = asked.filter((field) => field.required);
  const lacking = new Set(missing.map((item) => item.id));
  const done = required.filter((field) => !lacking.has(field.id)).length;
  // Submitted as it stands here: there is nothing to submit until something is changed.
  const [touched, setTouched] = useState<Entry | null>(null);
  if (saver.pending() && touched !== entry) setTouched(entry);
  const unchanged = entry.state === 'submitted' && !entry.submitted && touched !== entry;
  const submit = unchanged ? null : (
    <Button kind="primary" icon="check" wide onPress={() => setSubmitting(true)}>
      {entry.submitted_at ? t`راجع وأعد التقديم` : t`راجع وقدّم`}
    </Button>
  );
  return (
    <div className="tk-entrant-desk">
      <div className="tk-stack tk-gap-5">
        <FormChanged entry={entry} />
        <Corrections entry={entry} />
        <div className="tk-card tk-entrant-form">
          <FaceSection saver={saver} zone={zone} open={openOf(entry)} />
          <EntryLanguages entry={entry} />
          {partsOfForm(entry.sections, asked).map(({ section, fields }) => (
            <section key={section?.id ?? ''} className="tk-entrant-part">
              {section ? <SectionHead section={section} /> : null}
              <Questions entry={entry} saver={saver} fields={fields} />
            </section>
          ))}
        </div>
        <Retired entry={entry} />
      </div>
      <aside className="tk-entrant-side" aria-label={t`حال المشاركة`}>
        <Card>
          <Countdown
            until={entry.deadline}
            zone={zone}
            onOver={() => void refreshPaths('/api/v1/entrant/entries/{entry_id}')}
          />
          <DeadlineNotes entryId={entry.id} until={entry.deadline} zone={zone} />
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
            <p className="tk-small tk-soft">
              {unchanged ? (
                t`قُدّمت كما هي هنا، وليس فيها ما ينتظر التقديم. إن غيّرتم شيئًا قدّمتموه من هنا.`
              ) : (
                <FormWaits entry={entry} />
              )}
            </p>
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
        hidden={(id) => entry.fields.some((field) => field.id === id) && !shown.has(id)}
        isOpen={submitting}
        onClose={() => setSubmitting(false)}
      />
    </div>
  );
}
