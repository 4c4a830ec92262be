// A file question: choose or drop, watch files go and be checked, take one off, download its clean copy.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { CheckedFile } from '../../../shared/entry/CheckedFile';
import { useFormat } from '../../../shared/i18n/react';
import { IconButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { FileDrop, FileRow } from '../../../shared/ui/FileDrop';
import { Icon } from '../../../shared/ui/Icon';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { FieldExtras } from '../history/FieldExtras';
import type { FormField, Wrong } from '../model/answers';
import { serverNow } from '../model/clock';
import { acceptOf, wrongFile } from '../model/files';
import type { Entry } from '../model/transport';
import { isBegun } from '../model/tus';
import { mayRetry } from '../model/uploads';
import { useUploads } from '../model/useUploads';
import { useFileRules, wrongText } from '../words';
import { CorrectionMark } from './Corrections';
import { MovingFile } from './MovingFile';
import { anchorOf } from './Question';

type Attachment = Entry['attachments'][number];
type Unfinished = Entry['uploads'][number];
export const fileAddress = (entryId: string, id: string) => `/api/v1/entrant/entries/${entryId}/attachments/${id}`;
const LOOK_AGAIN = 3000;

/** Until when this field takes another file though the entry is closed: one of its files was rejected. */
export function correctableUntil(entry: Entry, fieldId: string): string | null {
  const ends = [...entry.attachments, ...entry.rejected_files]
    .filter((file) => file.field_id === fieldId && file.state === 'rejected' && file.correct_until)
    .map((file) => file.correct_until ?? '')
    .filter((end) => Date.parse(end) > serverNow());
  return ends.sort().at(-1) ?? null;
}

/** Looks again while files are being checked. */
function useLookAgain(waiting: boolean): void {
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void refreshPaths('/api/v1/entrant/entries/{entry_id}'), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [waiting]);
}

/** An upload that was begun before this page: the same file chosen again goes on where it stopped. */
function UnfinishedFile({ upload, onGiveUp }: { upload: Unfinished; onGiveUp: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const until = format.when(upload.expires_at);
  return (
    <FileRow
      name={upload.name}
      size={upload.length}
      note={t`– لم يكتمل رفعه. اختر الملف نفسه قبل ${until} ليُكمَل من حيث توقف.`}
      actions={<IconButton icon="close" label={t`ألغِ رفع ${upload.name}`} onPress={onGiveUp} />}
    />
  );
}

export interface FilesFieldProps {
  field: FormField;
  entry: Entry;
  until?: string;
  /** what the screener asks for here; null where nothing was asked */
  correction?: string | null;
}

export function FilesField({ field, entry, until, correction = null }: FilesFieldProps) {
  const { t } = useLingui();
  const format = useFormat();
  const label = useId();
  const { uploads, items } = useUploads(entry.id);
  const [refused, setRefused] = useState<{ name: string; wrong: Wrong }[]>([]);
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const stored = entry.attachments.filter((file) => file.field_id === field.id);
  const moving = items.filter((item) => item.fieldId === field.id);
  const unfinished = entry.uploads.filter(
    (one) => one.field_id === field.id && !moving.some((item) => item.id === one.id),
  );
  // What was refused on its way is told, and takes no place.
  const coming = moving.filter((item) => item.problem === null || mayRetry(item) || item.problem.status === 401);
  const count = stored.filter((file) => file.state !== 'rejected').length + coming.length + unfinished.length;
  useLookAgain(stored.some((file) => file.state === 'quarantined'));
  const giveUp = (id: string) => {
    uploads.cancel(id);
    api
      .DELETE('/api/v1/entrant/entries/{entry_id}/uploads/{attachment_id}', {
        params: { path: { entry_id: entry.id, attachment_id: id }, header: { 'tus-resumable': '1.0.0' } },
      })
      .catch(() => undefined) // it ended meanwhile, or was never begun
      .then(() => refreshPaths('/api/v1/entrant/entries/{entry_id}'));
  };
  const remove = useMutation({
    mutationFn: (file: Attachment) =>
      api.DELETE('/api/v1/entrant/entries/{entry_id}/attachments/{attachment_id}', {
        params: { path: { entry_id: entry.id, attachment_id: file.id } },
      }),
    onSuccess: async () => {
      await refreshPaths('/api/v1/entrant/entries/{entry_id}', '/api/v1/entrant/entries');
      notify(t`حُذف الملف.`);
    },
    onError: notifyProblem,
    onSettled: () => setRemoving(null),
  });
  const take = (files: File[]) => {
    const bad: typeof refused = [];
    let held = count;
    for (const file of files) {
      const goesOn = unfinished.some((one) => one.length === file.size && isBegun(one.id, file));
      const wrong = wrongFile(field, file, goesOn ? held - 1 : held);
      if (wrong) bad.push({ name: file.name, wrong });
      else {
        uploads.add(field.id, file, unfinished);
        if (!goesOn) held += 1;
      }
    }
    setRefused(bad);
  };
  const most = format.number(field.max_files);
  const rules = useFileRules(field);
  const name = format.pick(field.label_ar, field.label_en);
  return (
    <section
      id={anchorOf(field.id)}
      className="tk-entrant-question"
      aria-labelledby={label}
      data-correction={correction === null ? undefined : ''}
    >
      {correction === null ? null : <CorrectionMark note={correction} />}
      <div>
        <p className="tk-label" id={label}>
          <span dir="auto">{name}</span>
          {field.required ? (
            <span className="tk-required" aria-hidden="true">
              {' *'}
            </span>
          ) : null}
        </p>
        {format.pick(field.help_ar, field.help_en) ? (
          <p className="tk-help" dir="auto">
            {format.pick(field.help_ar, field.help_en)}
          </p>
        ) : null}
      </div>
      {until ? <p className="tk-small">{t`يقبل هذا الحقل ملفًا بديلًا حتى ${format.when(until)}.`}</p> : null}
      {stored.map((file) => (
        <CheckedFile
          key={file.id}
          file={file}
          base={fileAddress(entry.id, file.id)}
          actions={
            until && file.state !== 'rejected' ? null : (
              <IconButton icon="trash" label={t`احذف ${file.name}`} onPress={() => setRemoving(file)} />
            )
          }
        />
      ))}
      <p className="tk-hidden" role="status">
        {stored.some((file) => file.state === 'quarantined') ? t`تُفحص الملفات الآن.` : ''}
      </p>
      {unfinished.map((upload) => (
        <UnfinishedFile key={upload.id} upload={upload} onGiveUp={() => giveUp(upload.id)} />
      ))}
      {moving.map((item) => (
        <MovingFile
          key={item.id}
          item={item}
          onPause={() => uploads.pause(item.id)}
          onGoOn={() => uploads.retry(item.id)}
          onCancel={() => (item.inParts ? giveUp(item.id) : uploads.cancel(item.id))}
        />
      ))}
      {refused.map(({ name: file, wrong }) => (
        <p key={file} className="tk-error" role="alert">
          <Icon name="error" size={16} />
          <span>
            <bdi>{file}</bdi>: {wrongText(wrong)}
          </span>
        </p>
      ))}
      {count < field.max_files || unfinished.length > 0 ? (
        <FileDrop
          label={name}
          help={rules}
          accept={acceptOf(field)}
          multiple={field.max_files > 1 || unfinished.length > 0}
          onFiles={take}
        />
      ) : (
        <p className="tk-small tk-soft">{t`بلغ هذا الحقل حد الملفات (${most}). احذف ملفًا لترفع غيره.`}</p>
      )}
      <FieldExtras id={field.id} name={name} kind={field.kind} />
      {field.visible_to_jurors ? null : <p className="tk-tiny tk-faint">{t`للمنظّم وحده`}</p>}
      <ConfirmDialog
        title={t`حذف الملف`}
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        onConfirm={() => removing && remove.mutate(removing)}
        action={t`احذف الملف`}
        busy={remove.isPending}
        danger
      >
        <p>
          {t`يُحذف هذا الملف من المشاركة، ويُستعاد من سجل هذا الحقل ما دامت مفتوحة:`} <bdi>{removing?.name}</bdi>
        </p>
      </ConfirmDialog>
    </section>
  );
}
