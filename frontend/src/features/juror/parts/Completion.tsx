// The juror's word that all their evaluations of a round are complete, while it stands.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { perform, takeBack } from '../../../offline/actsOf';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import { type Item, standing } from '../queue';
import { useActs, useDrafts } from '../useOutbox';
import { isLeaving } from './Waiting';

export interface CompletionProps {
  round: components['schemas']['OwnRound'];
  items: readonly Item[];
}

export function Completion({ round, items }: CompletionProps) {
  const { t } = useLingui();
  const { user_id } = useMe();
  const acts = useActs().filter((act) => 'round_id' in act && act.round_id === round.round_id && !act.parked);
  const drafts = useDrafts();
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
  const kept = acts.find((act) => act.kind === 'complete');
  if (kept)
    return (
      <Notice
        tone="info"
        title={t`إقرارك محفوظ على هذا الجهاز`}
        action={<Button size="small" onPress={() => void takeBack(user_id, kept)}>{t`تراجع عنه`}</Button>}
      >
        {t`يُسجَّل حين يعود الاتصال، بعد أن تصل تقييماتك.`}
      </Notice>
    );
  const done = items.filter((item) => standing(item) === 'submitted' || isLeaving(drafts.get(item.evaluation_id)));
  if (round.state !== 'open' || done.length < items.length || items.length === 0) return null;
  const recused = round.recused + acts.filter((act) => act.kind === 'step_back').length;
  const sign = async () => {
    setBusy(true);
    try {
      const became = await perform(user_id, { kind: 'complete', round_id: round.round_id });
      if (became === 'done') notify(t`سُجّل إقرارك، ويراه منظّمو الدورة.`);
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
        <p>{t`ما أرسلته: ${format.number(done.length)}. ما تنحّيت عنه: ${format.number(recused)}.`}</p>
        <p className="tk-soft">{t`تستطيع بعدها إعادة فتح تقييم حتى إغلاق الجولة، فيسقط الإقرار حتى تقرّ من جديد.`}</p>
      </ConfirmDialog>
    </>
  );
}
