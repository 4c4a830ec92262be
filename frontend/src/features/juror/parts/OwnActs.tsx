// What the juror did without a network beside scoring: what they stepped back from, and what the server refused later.
import { useLingui } from '@lingui/react/macro';
import type { KeptAct } from '../../../offline/acts';
import { problemIn, takeBack, tryAgain } from '../../../offline/actsOf';
import { useProblem } from '../../../shared/api/problems';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { EmptyState } from '../../../shared/ui/States';
import { useActs } from '../useOutbox';
import '../problems';

function SteppedBackLine({ act }: { act: KeptAct & { kind: 'step_back' } }) {
  const { t } = useLingui();
  const format = useFormat();
  const { user_id } = useMe();
  const number = format.number(act.number, { useGrouping: false });
  return (
    <Notice
      tone="info"
      title={t`تنحّيت عن المشاركة ${number} على هذا الجهاز`}
      action={<Button size="small" onPress={() => void takeBack(user_id, act)}>{t`تراجع عنه`}</Button>}
    >
      {t`يصل تنحّيك حين يعود الاتصال، ولا رجوع عنه بعدها.`}
    </Notice>
  );
}

function Refused({ act }: { act: KeptAct }) {
  const { t } = useLingui();
  const { user_id } = useMe();
  const titles: Record<KeptAct['kind'], string> = {
    ask: t`لم يُقبل سؤالك`,
    later: t`لم يُقبل تأجيلك`,
    step_back: t`لم يُقبل تنحّيك`,
    complete: t`لم يُقبل إقرارك باكتمال تقييماتك`,
  };
  return (
    <Notice
      tone="warning"
      title={titles[act.kind]}
      action={
        <>
          <Button size="small" onPress={() => void tryAgain(user_id, act)}>{t`أعد المحاولة`}</Button>
          <Button size="small" onPress={() => void takeBack(user_id, act)}>{t`احذفه من هذا الجهاز`}</Button>
        </>
      }
    >
      <p>{useProblem(problemIn(act))}</p>
      {act.kind === 'ask' ? (
        <p dir="auto" className="tk-juror-said">
          {act.body}
        </p>
      ) : null}
    </Notice>
  );
}

/** In the list: the round's, and what was refused of any. */
export function OwnActs({ round }: { round: string }) {
  const acts = useActs();
  return (
    <>
      {acts.map((act) =>
        act.parked ? (
          <Refused key={act.key} act={act} />
        ) : act.kind === 'step_back' && act.round_id === round ? (
          <SteppedBackLine key={act.key} act={act} />
        ) : null,
      )}
    </>
  );
}

/** In place of a desk that its juror has left. */
export function SteppedBack({ id }: { id: string }) {
  const { t } = useLingui();
  const { user_id } = useMe();
  const act = useActs().find((one) => one.kind === 'step_back' && one.evaluation_id === id);
  return (
    <EmptyState
      title={t`تنحّيت عن هذه المشاركة`}
      icon="shield"
      action={
        <>
          <LinkButton to="/juror">{t`قائمتي`}</LinkButton>
          {act ? <Button onPress={() => void takeBack(user_id, act)}>{t`تراجع عنه`}</Button> : null}
        </>
      }
    >
      {t`يصل تنحّيك حين يعود الاتصال، ولا رجوع عنه بعدها.`}
    </EmptyState>
  );
}
