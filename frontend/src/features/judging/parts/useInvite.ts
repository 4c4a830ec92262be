// Inviting a juror, from the list and from the juror's page.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import type { Juror } from '../model/juror';
import { refreshJurors } from './refreshJurors';
import '../problems';

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
