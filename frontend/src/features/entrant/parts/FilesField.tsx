// A file question: choose or drop, watch it go, cancel, try again, take it off, download it.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, download } from '../../../shared/api/client';
import { problemText } from '../../../shared/api/problems';
import { refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { FileDrop, FileRow } from '../../../shared/ui/FileDrop';
import { Icon } from '../../../shared/ui/Icon';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { FieldExtras } from '../history/FieldExtras';
import type { FormField, Wrong } from '../model/answers';
import { acceptOf, kindsOf, wrongFile } from '../model/files';
import type { Entry } from '../model/transport';
import { mayRetry, type Upload } from '../model/uploads';
import { useUploads } from '../model/useUploads';
import { wrongText } from '../words';
import { anchorOf } from './Question';

type Attachment = Entry['attachments'][number];
const attachmentUrl = (entryId: string, id: string) => `/api/v1/entrant/entries/${entryId}/attachments/${id}/content`;

export function StoredFile({ entryId, file, onRemove }: { entryId: string; file: Attachment; onRemove?: () => void }) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    download(attachmentUrl(entryId, file.id), file.name)
      .catch(notifyProblem)
      .finally(() => setBusy(false));
  };
  return (
    <FileRow
      name={file.name}
      size={file.size}
      actions={
        <div className="tk-row tk-gap-2">
          <IconButton icon="download" label={t`نزّل ${file.name}`} isDisabled={busy} onPress={save} />
          {onRemove ? <IconButton icon="trash" label={t`احذف ${file.name}`} onPress={onRemove} /> : null}
        </div>
      }
    />
  );
}

function MovingFile({ item, onCancel, onRetry }: { item: Upload; onCancel: () => void; onRetry: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const share = item.file.size > 0 ? item.sent / item.file.size : 0;
  const percent = format.percent(share);
  const speed = format.number(item.speed / 1_000_000, {
    style: 'unit',
    unit: 'megabyte-per-second',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  const name = item.file.name;
  const going = item.speed > 0 ? t`رُفع ${percent} بسرعة ${speed}` : t`رُفع ${percent}`;
  const doing = {
    waiting: t`ينتظر دوره`,
    sending: share >= 1 ? t`وصل، ويُفحص الآن…` : going,
    failed: '',
  }[item.state];
  return (
    <div className="tk-stack tk-gap-2">
      <FileRow
        name={name}
        size={item.file.size}
        progress={item.state === 'sending' ? share : null}
        note={doing ? `— ${doing}` : null}
        actions={
          <div className="tk-row tk-gap-2">
            {mayRetry(item) ? (
              <Button size="small" icon="rounds" onPress={onRetry}>
                {t`أعد المحاولة`}
              </Button>
            ) : null}
            <IconButton
              icon="close"
              label={item.state === 'failed' ? t`أزل ${name}` : t`ألغِ رفع ${name}`}
              onPress={onCancel}
            />
          </div>
        }
      />
      {item.problem ? (
        <p className="tk-error" role="alert">
          <Icon name="error" size={16} />
          <span>{problemText(item.problem)}</span>
        </p>
      ) : null}
    </div>
  );
}

export function FilesField({ field, entry }: { field: FormField; entry: Entry }) {
  const { t } = useLingui();
  const format = useFormat();
  const label = useId();
  const { uploads, items } = useUploads(entry.id);
  const [refused, setRefused] = useState<{ name: string; wrong: Wrong }[]>([]);
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const stored = entry.attachments.filter((file) => file.field_id === field.id);
  const moving = items.filter((item) => item.fieldId === field.id);
  const count = stored.length + moving.length;
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
      const wrong = wrongFile(field, file, held);
      if (wrong) bad.push({ name: file.name, wrong });
      else {
        uploads.add(field.id, file);
        held += 1;
      }
    }
    setRefused(bad);
  };
  const kinds = kindsOf(field).join(format.reader.language === 'ar' ? '، ' : ', ');
  const size = field.max_bytes ? format.bytes(field.max_bytes) : '';
  const most = format.number(field.max_files);
  const rules = [
    t`الأنواع: ${kinds}.`,
    size ? t`حتى ${size} لكل ملف.` : '',
    field.max_files > 1 ? t`عدد الملفات: ${most} على الأكثر.` : '',
  ];
  const name = format.pick(field.label_ar, field.label_en);
  return (
    <section id={anchorOf(field.id)} className="tk-entrant-question" aria-labelledby={label}>
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
      {stored.map((file) => (
        <StoredFile key={file.id} entryId={entry.id} file={file} onRemove={() => setRemoving(file)} />
      ))}
      {moving.map((item) => (
        <MovingFile
          key={item.id}
          item={item}
          onCancel={() => uploads.cancel(item.id)}
          onRetry={() => uploads.retry(item.id)}
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
      {count < field.max_files ? (
        <FileDrop
          label={name}
          help={rules.filter(Boolean).join(' ')}
          accept={acceptOf(field)}
          multiple={field.max_files > 1}
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
          {t`يُحذف هذا الملف من المشاركة، ولا يُستعاد إلا برفعه من جديد:`} <bdi>{removing?.name}</bdi>
        </p>
      </ConfirmDialog>
    </section>
  );
}
