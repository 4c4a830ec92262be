// Telling the jurors what is on their desk: once for the same entries.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { useFormat } from '../../../shared/i18n/react';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { notify, notifyProblem } from '../../../shared/ui/Notice';

export function NotifyDialog({ roundId, onClose }: { roundId: string; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const tell = useMutation({
    mutationFn: () =>
      must(api.POST('/api/v1/rounds/{round_id}/notify-jurors', { params: { path: { round_id: roundId } } })),
    onSuccess: ({ mailed, already }) => {
      if (mailed === null || already === null) {
        notify(t`أُبلغ من لم يُبلَّغ بعد.`);
        onClose();
        return;
      }
      const sent = format.number(mailed);
      const known = format.number(already);
      notify(
        mailed > 0 ? t`رسائل أُرسلت: ${sent}. يعلمون من قبل: ${known}.` : t`يعلم كل محكّم بما أُسند إليه، فلم تُرسل رسالة.`,
        mailed > 0 ? 'success' : 'info',
      );
      onClose();
    },
    onError: notifyProblem,
  });
  return (
    <ConfirmDialog
      title={t`إبلاغ المحكّمين بما أُسند إليهم`}
      isOpen
      onClose={onClose}
      onConfirm={() => tell.mutate()}
      action={t`أرسل الرسائل`}
      busy={tell.isPending}
    >
      {t`تُرسل رسالة إلى كل محكّم أُسندت إليه مشاركات، بعددها وموعد الإغلاق. من أُبلغ بالمشاركات نفسها من قبل لا تُرسل إليه رسالة ثانية.`}
    </ConfirmDialog>
  );
}
