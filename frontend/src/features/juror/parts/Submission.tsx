// What became of a submission and of changes that the server did not take: in words, with what can be done about it.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Snapshot } from '../../../offline/evaluation';
import type { EvaluationSaver } from '../../../offline/evaluationSaver';
import { Problem } from '../../../shared/api/problem';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Notice, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import type { Difference } from '../useDifferences';

interface SubmissionProps {
  /** whose practice may come first; not of practice itself */
  roundId?: string;
  saver: EvaluationSaver;
  shown: Snapshot;
  /** what is on the screen and not on the server, after a refusal */
  unsaved: readonly Difference[];
  accepting: boolean;
  /** of an order of entries, not of an evaluation */
  isOrder?: boolean;
}

/** Reopening, from wherever it is offered; refusals are told. */
export function useReopening(saver: EvaluationSaver) {
  const [busy, setBusy] = useState(false);
  const reopen = async () => {
    setBusy(true);
    const refused = await saver.reopen();
    setBusy(false);
    if (refused)
      notifyProblem(
        new Problem(refused.status, refused.status === 0 ? 'network' : String(refused.body.code ?? ''), refused.body),
      );
  };
  return { busy, reopen };
}

/** Above the criteria: that it was reopened, and that another tab has it too. */
export function Beforehand({ shown, isOrder = false }: { shown: Snapshot; isOrder?: boolean }) {
  const { t } = useLingui();
  return (
    <>
      {shown.following ? (
        <p className="tk-small tk-soft">
          {isOrder
            ? t`هذا الترتيب مفتوح في تبويب آخر أيضًا، وما تغيّره هناك يظهر هنا.`
            : t`هذا التقييم مفتوح في تبويب آخر أيضًا، وما تغيّره هناك يظهر هنا.`}
        </p>
      ) : null}
      {shown.reopened ? (
        <Notice>
          {isOrder
            ? t`أعدت فتح هذا الترتيب. يُحتسب ما أرسلته من قبل حتى ترسله من جديد.`
            : t`أعدت فتح هذا التقييم. يُحتسب ما أرسلته من قبل حتى ترسله من جديد.`}
        </Notice>
      ) : null}
    </>
  );
}

/** Beside the button, so that it is in sight wherever the sheet is scrolled to. */
export function Submission({ roundId, saver, shown, unsaved, accepting, isOrder = false }: SubmissionProps) {
  const { t } = useLingui();
  const { busy, reopen } = useReopening(saver);
  const close = <Button kind="quiet" size="small" onPress={() => saver.hush()}>{t`فهمت`}</Button>;
  const discard = <Button size="small" onPress={() => saver.discard()}>{t`تجاهلها واعرض المحفوظ`}</Button>;
  const list = (
    <ul className="tk-juror-unsaved-list">
      {unsaved.map((row) => {
        const [label, here, there] = [row.label, row.a || '—', row.b || '—'];
        return (
          <li key={row.id} dir="auto">
            {t`${label}: على الشاشة «${here}»، والمحفوظ «${there}»`}
          </li>
        );
      })}
    </ul>
  );
  const waiting = shown.pending && shown.state === 'offline';
  const locked = shown.status === 'submitted' && !shown.reopened;
  return (
    <div className="tk-juror-became" aria-live="polite">
      {waiting ? (
        <Notice
          tone="warning"
          title={isOrder ? t`يُرسل ترتيبك حين يعود الاتصال` : t`يُرسل تقييمك حين يعود الاتصال`}
          action={<Button size="small" icon="undo" onPress={() => saver.takeBack()}>{t`ألغِ الإرسال`}</Button>}
        >
          {t`لم يصل إلى الخادم بعد، وهو محفوظ على هذا الجهاز. إن غيّرت فيه شيئًا أُلغي إرساله.`}
        </Notice>
      ) : null}
      {shown.note === 'changed' ? (
        <Notice
          tone="warning"
          title={isOrder ? t`أُلغي إرسال الترتيب لأنك غيّرته بعده` : t`أُلغي إرسال التقييم لأنك غيّرته بعده`}
          action={close}
        >
          {isOrder
            ? t`تغييرك محفوظ. أرسل الترتيب من جديد حين تنتهي.`
            : t`تغييرك محفوظ. أرسل التقييم من جديد حين تنتهي.`}
        </Notice>
      ) : null}
      {shown.note === 'diverged' ? (
        <Notice
          tone="warning"
          title={isOrder ? t`لم يُرسل الترتيب: عُدّل في مكان آخر أيضًا` : t`لم يُرسل التقييم: عُدّل في مكان آخر أيضًا`}
          action={close}
        >
          {isOrder
            ? t`ما اخترته محفوظ. راجع الترتيب وأرسله من جديد.`
            : t`ما اخترته محفوظ. راجع التقييم وأرسله من جديد.`}
        </Notice>
      ) : null}
      {shown.note === 'taken_back' ? (
        <Notice action={close}>
          {isOrder ? t`أُلغي إرسال الترتيب، ولك أن تعدّله.` : t`أُلغي إرسال التقييم، ولك أن تعدّله.`}
        </Notice>
      ) : null}
      {shown.note === 'had_arrived' ? (
        <Notice tone="warning" title={isOrder ? t`ترتيبك مُرسَل` : t`تقييمك مُرسَل`} action={close}>
          {t`وصل إرسالك إلى الخادم قبل أن تلغيه. أعد فتحه إن أردت تغييره.`}
        </Notice>
      ) : null}
      {shown.state === 'refused' && shown.refusal ? (
        <>
          <ProblemNotice
            error={new Problem(shown.refusal.status, String(shown.refusal.body.code ?? ''), shown.refusal.body)}
            action={
              roundId && shown.refusal.body.code === 'practice_first' ? (
                <LinkButton size="small" to="/juror/rounds/$roundId/practice" params={{ roundId }}>
                  {t`إلى التدريب`}
                </LinkButton>
              ) : unsaved.length === 0 ? (
                <Button size="small" icon="undo" onPress={() => saver.takeBack()}>{t`ألغِ الإرسال`}</Button>
              ) : null
            }
          />
          {unsaved.length > 0 ? (
            <Notice tone="warning" title={t`ما على الشاشة لم يُحفظ كله`} action={discard}>
              {list}
            </Notice>
          ) : null}
        </>
      ) : null}
      {shown.state === 'held' && locked ? (
        <Notice
          tone="warning"
          title={isOrder ? t`أُرسل الترتيب من دون هذه التغييرات` : t`أُرسل التقييم من دون هذه التغييرات`}
          action={
            <>
              {accepting ? (
                <Button size="small" kind="primary" icon="undo" busy={busy} onPress={() => void reopen()}>
                  {t`أعد فتحه واحفظها`}
                </Button>
              ) : null}
              {discard}
            </>
          }
        >
          {list}
        </Notice>
      ) : null}
    </div>
  );
}
