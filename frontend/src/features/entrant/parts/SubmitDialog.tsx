// Before submitting: what is missing, what is not saved yet, until when, and what happens next.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { Problem } from '../../../shared/api/problem';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { useNounsOf } from '../../../shared/nouns';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Icon } from '../../../shared/ui/Icon';
import { Notice, ProblemNotice } from '../../../shared/ui/Notice';
import type { Missing } from '../model/answers';
import { overall } from '../model/fieldState';
import type { Saver } from '../model/saver';
import type { Entry } from '../model/transport';
import { useAll } from '../model/useSaver';
import { useUploads } from '../model/useUploads';
import { useWhy } from '../words';
import { Countdown } from './Countdown';
import { MissingList } from './Missing';

function Line({ done, children }: { done: boolean; children: string }) {
  const { t } = useLingui();
  return (
    <li data-done={done || undefined}>
      <Icon name={done ? 'success' : 'warning'} />
      <span>
        <span className="tk-hidden">{done ? t`مكتمل:` : t`غير مكتمل:`}</span> {children}
      </span>
    </li>
  );
}

/** The questions that a refused submission names. */
const refusedItems = (error: unknown): Missing[] => {
  const items = error instanceof Problem && error.code === 'entry_incomplete' ? error.facts.items : null;
  return Array.isArray(items) ? items.map((one) => ({ id: String(one.field_id), code: String(one.code) })) : [];
};

export interface SubmitDialogProps {
  entry: Entry;
  saver: Saver;
  missing: readonly Missing[];
  /** a question that a condition hides asks for nothing, not even to be saved */
  hidden: (id: string) => boolean;
  isOpen: boolean;
  onClose: () => void;
}

export function SubmitDialog({ entry, saver, missing, hidden, isOpen, onClose }: SubmitDialogProps) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const me = useMe();
  const why = useWhy(entry.edition.timezone);
  const states = useAll(saver);
  const sum = overall([...states].filter(([id]) => !hidden(id)).map(([, state]) => state));
  const uploading = useUploads(entry.id).items.length > 0;
  const [key, setKey] = useState(newId);
  useEffect(() => {
    if (!isOpen) return;
    setKey(newId());
    void saver
      .flush()
      .then(() => refreshPaths('/api/v1/entrant/entries/{entry_id}', '/api/v1/entrant/entries/{entry_id}/eligibility'));
  }, [isOpen, saver]);
  const submit = useMutation({
    mutationFn: async () => {
      await saver.flush();
      return must(
        api.POST('/api/v1/entrant/entries/{entry_id}/submit', {
          params: { path: { entry_id: entry.id }, header: { 'idempotency-key': key } },
        }),
      );
    },
    onSuccess: async (saved) => {
      const path = { entry_id: entry.id };
      queryClient.setQueryData(keyOf('/api/v1/entrant/entries/{entry_id}', path, null), saved);
      void refreshPaths('/api/v1/entrant/entries');
      await navigate({ to: '/entrant/entries/$entryId/submitted', params: { entryId: entry.id } });
    },
    onError: () => void refreshPaths('/api/v1/entrant/entries/{entry_id}'),
  });
  const unsaved = sum.saving + sum.waiting + sum.wrong + sum.conflicts + sum.closed > 0;
  const blocked = entry.may_not.submit;
  // What only the server knows, such as a service that left the registry, is named by its refusal.
  const told = refusedItems(submit.error);
  const listed = missing.length > 0 ? missing : told;
  const complete = listed.length === 0;
  const ready = missing.length === 0 && !unsaved && !uploading && !blocked;
  const until = entry.resubmits_until && format.when(entry.resubmits_until, entry.edition.timezone);
  const noun = useNounsOf(entry.edition).One;
  const whose = entry.organisation ? format.name(entry.organisation) : format.name(me);
  const category = format.name(entry.category);
  return (
    <Dialog
      title={entry.submitted_at ? t`إعادة تقديم المشاركة` : t`تقديم المشاركة`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button
            kind="primary"
            icon="check"
            isDisabled={!ready}
            busy={submit.isPending}
            onPress={() => submit.mutate()}
          >
            {t`قدّم المشاركة`}
          </Button>
          <Button onPress={onClose}>{t`عُد إلى النموذج`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        {submit.error ? <ProblemNotice error={submit.error} /> : null}
        {blocked && !submit.error ? <Notice tone="warning">{why(blocked)}</Notice> : null}
        <ul className="tk-plain-list tk-entrant-checklist">
          <Line done>{t`باسم: ${whose}`}</Line>
          <Line done>{`${noun}: ${category}`}</Line>
          <Line done={complete}>{complete ? t`أُجيب عن كل سؤال مطلوب` : t`أسئلة تنتظر جوابك أو تصحيحك:`}</Line>
        </ul>
        {complete ? null : <MissingList fields={entry.fields} missing={listed} onJump={onClose} />}
        <ul className="tk-plain-list tk-entrant-checklist">
          <Line done={!unsaved}>
            {unsaved
              ? sum.saving > 0 && sum.waiting + sum.wrong + sum.conflicts === 0
                ? t`يُحفظ آخر ما كتبته الآن…`
                : t`في النموذج ما لم يُحفظ بعد. عُد إليه وأكمله أولًا.`
              : t`كل ما كتبته محفوظ`}
          </Line>
          <Line done={!uploading}>{uploading ? t`ملفات لم يكتمل رفعها بعد.` : t`كل الملفات مرفوعة`}</Line>
        </ul>
        <Countdown until={entry.deadline} zone={entry.edition.timezone} />
        {complete ? (
          <div className="tk-entrant-next">
            <h3 className="tk-small tk-strong">{t`ماذا بعد التقديم؟`}</h3>
            <ul>
              <li>{t`يصلك على بريدك إيصال برمز ووقت الاستلام وبصمات الأجوبة والملفات.`}</li>
              <li>
                {until
                  ? t`يمكنكم تعديلها وإعادة تقديمها حتى ${until}، والمعتمد آخر ما قُدّم.`
                  : t`لا تُعدَّل بعد هذا التقديم إلا إن أعادها المنظّم إليكم.`}
              </li>
              <li>{t`ينظر المنظّم في استيفائها الشروط، ثم تُحكَّم. تتابع حالتها من هذه الصفحة.`}</li>
            </ul>
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
