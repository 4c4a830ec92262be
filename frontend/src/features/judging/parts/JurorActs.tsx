// Inviting a juror and letting one go, from the list and from the juror's page.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import type { Juror } from '../model/juror';
import '../problems';

export const refreshJurors = () =>
  refreshPaths(
    '/api/v1/editions/{edition_id}/jurors',
    '/api/v1/jurors/{juror_id}',
    '/api/v1/rounds/{round_id}/panels',
    '/api/v1/rounds/{round_id}/loads',
    '/api/v1/rounds/{round_id}/assignments',
    '/api/v1/rounds/{round_id}/progress',
  );

export function useInvite() {
  const { t } = useLingui();
  return useMutation({
    mutationFn: (juror: Juror) =>
      must(api.POST('/api/v1/jurors/{juror_id}/invite', { params: { path: { juror_id: juror.id } } })),
    onSuccess: async (juror) => {
      await refreshJurors();
      notify(t`أُرسلت الدعوة إلى ${juror.email}.`);
    },
    onError: notifyProblem,
  });
}

export function RemoveDialog({ juror, onClose }: { juror: Juror; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const form = useForm<{ reason: string }, Juror>({
    initial: { reason: '' },
    check: (v) => (v.reason.trim() ? {} : { reason: t`اكتب سبب الإعفاء.` }),
    save: (body) =>
      must(api.POST('/api/v1/jurors/{juror_id}/remove', { params: { path: { juror_id: juror.id } }, body })),
    onSaved: async () => {
      await refreshJurors();
      notify(t`تم الإعفاء من التحكيم. أعد إسناد ما لم يُرسل تقييمه.`);
      onClose();
    },
  });
  const name = format.name(juror);
  return (
    <Dialog
      title={t`إعفاء ${name} من التحكيم`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>{t`أعفِ من التحكيم`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`سبب الإعفاء`}>
        <Notice tone="warning">
          {t`يُسحب كل ما أُسند ولم يُرسل تقييمه، وتنتهي الصلاحية فورًا. التقييمات المرسلة تبقى محفوظة.`}
        </Notice>
        <TextArea {...form.field('reason')} label={t`السبب`} rows={3} isRequired />
      </ActForm>
    </Dialog>
  );
}
