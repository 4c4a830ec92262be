// The juror's word that all their evaluations of a round are complete, while it stands.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

export function Completion({ round }: { round: components['schemas']['OwnRound'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (round.signed_at)
    return (
      <Notice tone="success" title={t`أقررت بأن تقييماتك في هذه الجولة مكتملة`}>
        <When at={round.signed_at} zone={round.timezone} />{' '}
        {round.window === 'open' ? t`إن أعدت فتح تقييم أو أُسندت إليك مشاركة، لزم إقرار جديد.` : null}
      </Notice>
    );
  const waiting = round.assigned - round.submitted + round.reopened;
  if (round.state !== 'open' || waiting > 0 || round.assigned === 0) return null;
  const sign = async () => {
    setBusy(true);
    try {
      await api.PUT('/api/v1/juror/rounds/{round_id}/completion', { params: { path: { round_id: round.round_id } } });
      notify(t`سُجّل إقرارك، ويراه منظّمو الدورة.`);
      await refreshPaths('/api/v1/juror/rounds');
    } catch (problem) {
      notifyProblem(problem);
    }
    setBusy(false);
    setAsking(false);
  };
  return (
    <>
      <Notice
        title={t`أرسلت تقييماتك كلها`}
        action={<Button kind="primary" onPress={() => setAsking(true)}>{t`تقييماتي مكتملة`}</Button>}
      >
        {t`بقي أن تقرّ بأنها مكتملة، ليعلم المنظّم أنك فرغت.`}
      </Notice>
      <ConfirmDialog
        title={t`الإقرار باكتمال التقييمات`}
        action={t`تقييماتي مكتملة`}
        isOpen={asking}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => void sign()}
      >
        <p>{t`ما أرسلته: ${format.number(round.submitted)}. ما تنحّيت عنه: ${format.number(round.recused)}.`}</p>
        <p className="tk-soft">{t`تستطيع بعدها إعادة فتح تقييم حتى إغلاق الجولة، فيسقط الإقرار حتى تقرّ من جديد.`}</p>
      </ConfirmDialog>
    </>
  );
}
