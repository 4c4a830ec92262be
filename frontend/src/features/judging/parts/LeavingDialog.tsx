// Leaving a jury, or being let go, with a reason: declining, resigning, the organiser's release.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { api, must } from '../../../shared/api/client';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import type { Invitation } from '../model/invitation';
import type { Juror } from '../model/juror';
import { refreshJurors } from './refreshJurors';
import { refreshJury } from './refreshJury';
import '../problems';

interface Props<T> {
  title: string;
  /** the button */
  act: string;
  /** what the form is called */
  label: string;
  /** said where the reason is missing */
  missing: string;
  /** who reads the reason */
  help?: string;
  /** what follows from it */
  children?: ReactNode;
  save: (body: { reason: string }) => Promise<T>;
  onSaved: () => Promise<void>;
  onClose: () => void;
}

function LeavingDialog<T>({ title, act, label, missing, help, children, save, onSaved, onClose }: Props<T>) {
  const { t } = useLingui();
  const form = useForm<{ reason: string }, T>({
    initial: { reason: '' },
    check: (v) => (v.reason.trim() ? {} : { reason: missing }),
    save,
    onSaved: async () => {
      await onSaved();
      onClose();
    },
  });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>
            {act}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={label}>
        {children}
        <TextArea
          {...form.field('reason')}
          label={t`السبب`}
          {...(help ? { description: help } : {})}
          rows={3}
          isRequired
        />
      </ActForm>
    </Dialog>
  );
}

export function DeclineDialog({ of, onClose }: { of: Invitation; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <LeavingDialog
      title={t`الاعتذار عن التحكيم`}
      act={t`أرسل الاعتذار`}
      label={t`سبب الاعتذار`}
      missing={t`اكتب سبب الاعتذار.`}
      save={(body) =>
        must(api.POST('/api/v1/jury/{juror_id}/decline', { params: { path: { juror_id: of.id } }, body }))
      }
      onSaved={async () => {
        notify(t`أُبلغ المنظّم باعتذارك.`);
        await refreshJury();
      }}
      onClose={onClose}
    />
  );
}

export function ResignDialog({ of, onClose }: { of: Invitation; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <LeavingDialog
      title={t`الاستقالة من لجنة التحكيم`}
      act={t`أستقيل`}
      label={t`سبب الاستقالة`}
      missing={t`اكتب سبب الاستقالة.`}
      save={(body) => must(api.POST('/api/v1/jury/{juror_id}/resign', { params: { path: { juror_id: of.id } }, body }))}
      onSaved={async () => {
        notify(t`قُيّدت استقالتك، وأُبلغ المنظّم بها.`);
        await refreshJury();
      }}
      onClose={onClose}
    >
      <Notice tone="warning">
        {t`يبقى ما أرسلته من تقييمات، ويُسحب منك ما لم ترسله. تنتهي صلاحيتك فورًا ويُطلب منك الدخول من جديد، ولا تعود إلى اللجنة إلا بدعوة جديدة.`}
      </Notice>
    </LeavingDialog>
  );
}

export function RemoveDialog({ juror, onClose }: { juror: Juror; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const name = format.name(juror);
  return (
    <LeavingDialog
      title={t`إعفاء ${name} من التحكيم`}
      act={t`أعفِ من التحكيم`}
      label={t`سبب الإعفاء`}
      missing={t`اكتب سبب الإعفاء.`}
      help={t`يصل هذا السبب إلى المحكّم بالبريد كما تكتبه، ويبقى في صفحة عضويته.`}
      save={(body) =>
        must(api.POST('/api/v1/jurors/{juror_id}/remove', { params: { path: { juror_id: juror.id } }, body }))
      }
      onSaved={async () => {
        await refreshJurors();
        notify(t`تم الإعفاء من التحكيم. أعد إسناد ما لم يُرسل تقييمه.`);
      }}
      onClose={onClose}
    >
      <Notice tone="warning">
        {juror.state === 'invited'
          ? t`تُسحب الدعوة، ولا يفتح رابطها بعد ذلك شيئًا.`
          : t`يُسحب كل ما أُسند ولم يُرسل تقييمه، وتنتهي الصلاحية فورًا. التقييمات المرسلة تبقى محفوظة.`}
      </Notice>
    </LeavingDialog>
  );
}
