// What the agencies that I manage are asked to own as well: read, agree, or decline with a reason.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { type Answer, refreshPaths, useGet } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';

const SOURCE = '/api/v1/entrant/co-ownings';
type CoOwning = Answer<typeof SOURCE>['items'][number];

const answer = (one: CoOwning, agrees: boolean, note = '') =>
  must(
    api.POST('/api/v1/entrant/co-ownings/{co_owner_id}/answer', {
      params: { path: { co_owner_id: one.co_owner_id } },
      body: { agrees, note },
    }),
  );

function Decline({ one, onDone, onClose }: { one: CoOwning; onDone: () => void; onClose: () => void }) {
  const { t } = useLingui();
  const title = t`الاعتذار عن الشراكة`;
  const form = useForm({
    initial: { note: '' },
    check: (v): { note?: string } => (v.note.trim() ? {} : { note: t`اكتب السبب.` }),
    save: (v) => answer(one, false, v.note.trim()),
    onSaved: onDone,
  });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>
            {t`أرسل الاعتذار`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={title}>
        <TextArea
          {...form.field('note')}
          label={t`السبب`}
          help={t`يقرؤه أهل المشاركة، ولا تُقبل مشاركتهم ما دامت جهتكم مسمّاة فيها.`}
          rows={4}
          isRequired
        />
      </ActForm>
    </Dialog>
  );
}

function One({ one }: { one: CoOwning }) {
  const { t } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState<'agree' | 'decline' | null>(null);
  const agency = format.name(one);
  const summary = format.pick(one.summary_ar, one.summary_en);
  const done = (): void => {
    setOpen(null);
    notify(t`أُرسل جواب جهتكم.`);
    void refreshPaths(SOURCE);
  };
  const agree = useMutation({ mutationFn: () => answer(one, true), onSuccess: done, onError: notifyProblem });
  return (
    <li className="tk-stack tk-gap-2">
      <div className="tk-row">
        <h3 className="tk-h3" dir="auto">
          {format.pick(one.title_ar, one.title_en)}
        </h3>
        {one.state === 'asked' ? null : (
          <Badge tone={one.state === 'agreed' ? 'success' : 'error'} dot>
            {one.state === 'agreed' ? t`وافقت جهتكم` : t`اعتذرت جهتكم`}
          </Badge>
        )}
      </div>
      <p className="tk-small tk-soft" dir="auto">
        {t`تسأل «${format.pick(one.entrant_ar, one.entrant_en)}» أن تكون «${agency}» شريكة في هذه المشاركة.`}
      </p>
      <p className="tk-small tk-soft" dir="auto">
        {`${format.pick(one.edition_ar, one.edition_en)} – ${format.pick(one.category_ar, one.category_en)}`}
      </p>
      {summary ? <p dir="auto">{summary}</p> : null}
      {one.answered_at ? (
        <p className="tk-small tk-soft">
          <bdi>{one.manager_name}</bdi> — <When at={one.answered_at} zone={one.timezone} show="short" />
        </p>
      ) : null}
      {one.may_answer ? (
        <div className="tk-row tk-gap-2">
          {one.state === 'agreed' ? null : (
            <Button size="small" icon="check" onPress={() => setOpen('agree')}>
              {t`وافق`}
            </Button>
          )}
          {one.state === 'declined' ? null : (
            <Button size="small" onPress={() => setOpen('decline')}>
              {t`اعتذر…`}
            </Button>
          )}
        </div>
      ) : (
        <p className="tk-small">{t`أنت من أهل هذه المشاركة، فيجيب عن الجهة مدير آخر من مديريها.`}</p>
      )}
      <ConfirmDialog
        title={t`الموافقة على الشراكة`}
        isOpen={open === 'agree'}
        onClose={() => setOpen(null)}
        action={t`وافق باسم الجهة`}
        busy={agree.isPending}
        onConfirm={() => agree.mutate()}
      >
        {t`تصبح «${agency}» شريكة في هذه المشاركة، ولكم تغيير الجواب إلى أن يُبتّ في أهليتها.`}
      </ConfirmDialog>
      {open === 'decline' ? <Decline one={one} onDone={done} onClose={() => setOpen(null)} /> : null}
    </li>
  );
}

/** Nothing while nobody asks. */
export function CoOwnings() {
  const { t } = useLingui();
  const items = useGet(SOURCE).data?.items ?? [];
  if (items.length === 0) return null;
  const waiting = items.filter((one) => one.state === 'asked');
  const rest = items.filter((one) => one.state !== 'asked');
  return (
    <Card
      title={t`طلبات الشراكة`}
      actions={waiting.length > 0 ? <Badge tone="warning" dot>{t`تنتظر جواب جهتكم`}</Badge> : null}
    >
      <ul className="tk-plain-list tk-stack tk-gap-6">
        {[...waiting, ...rest].map((one) => (
          <One key={one.co_owner_id} one={one} />
        ))}
      </ul>
    </Card>
  );
}
