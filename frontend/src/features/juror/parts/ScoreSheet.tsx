// The score sheet: every leaf under its headings, the running total, comments, submit and reopen.
import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Mark, Snapshot } from '../../../offline/evaluation';
import type { EvaluationSaver } from '../../../offline/evaluationSaver';
import { refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import { claimsOf, type Desk, isVote, leavesOf, markOfDigit, missing, runningTotal, unsaid } from '../model';
import { useDifferences } from '../useDifferences';
import { useFootFocus } from '../useFootFocus';
import { useOver } from '../useOver';
import { focusCriterion, useScoreKeys } from '../useScoreKeys';
import { Criteria } from './Criteria';
import { Grace, LateNotice } from './Late';
import { Beforehand, Submission, useReopening } from './Submission';
import { Total } from './Total';
import '../sheet.css';

const Colleagues = lazy(async () => ({ default: (await import('./Colleagues')).Colleagues }));

export interface ScoreSheetProps {
  desk: Desk;
  saver: EvaluationSaver;
  shown: Snapshot;
  singleKeys: boolean;
  /** Raises the sheet where it is folded away. */
  onReach: () => void;
}

export function ScoreSheet({ desk, saver, shown, singleKeys, onReach }: ScoreSheetProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [asked, setAsked] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const { busy, reopen } = useReopening(saver);
  const differences = useDifferences(desk);
  const { content } = shown;
  const leaves = leavesOf(desk, content);
  const claims = claimsOf(desk, content);
  const left = [
    ...missing(leaves, content),
    ...claims.filter((leaf) => !content.scores[leaf.criterion_id]?.comment?.trim()),
    ...unsaid(desk, content),
  ];
  const locked = shown.status === 'submitted' && !shown.reopened;
  const over = useOver(desk.closes_at);
  const accepting = desk.window === 'open' && !over;
  const isReadOnly = locked || !accepting;
  const unsaved = shown.state === 'refused' || shown.state === 'held' ? differences(content, shown.stored) : [];
  const votes = desk.rubric.find(isVote);
  const total = runningTotal(leaves, content);

  const setMark = (id: string, mark: Mark) => saver.change({ ...content, scores: { ...content.scores, [id]: mark } });

  const { submissions, following, note } = shown;
  const foot = useFootFocus(`${locked} ${shown.pending && shown.state === 'offline'} ${note}`);
  const seen = useRef(submissions);
  useEffect(() => {
    const more = submissions > seen.current;
    seen.current = submissions;
    if (!more) return;
    if (!following && note === null && accepting) notify(t`أُرسل تقييمك. يمكنك إعادة فتحه حتى إغلاق الجولة.`);
    // The desk too: the round may have ended since, and the submission waits for a decision then.
    void refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/evaluations/{evaluation_id}', '/api/v1/juror/rounds');
  }, [submissions, following, note, accepting, t]);
  const submit = () => {
    setConfirming(false);
    void saver.submit();
  };
  const ask = () => {
    setAsked(true);
    if (left.length === 0) setConfirming(true);
    else focusCriterion(document.querySelector(`[data-criterion="${left[0]?.criterion_id}"]`));
  };
  useScoreKeys({
    isOn: singleKeys,
    isReadOnly,
    firstMissing: left[0]?.criterion_id,
    onReach,
    onSubmit: ask,
    onDigit: (id, digit) => {
      const leaf = desk.rubric.find((one) => one.criterion_id === id);
      const mark = markOfDigit(leaf, content.scores[id], digit);
      if (mark) setMark(id, mark);
      return mark && (mark.level ?? mark.points);
    },
  });

  return (
    <div className="tk-juror-sheet-body">
      {format.pick(desk.instructions_ar, desk.instructions_en) ? (
        <p className="tk-small tk-soft tk-juror-instructions" dir="auto">
          {format.pick(desk.instructions_ar, desk.instructions_en)}
        </p>
      ) : null}
      {accepting ? null : (
        <Notice tone="warning">
          {desk.window === 'before'
            ? t`لم تُفتح الجولة بعد.`
            : desk.window !== 'over' && desk.grace_minutes > 0
              ? t`انتهى الموعد. ما أنجزته قبله ولم يصل يُستلم في المهلة، ولا يُحتسب حتى يُقرَّر قبوله.`
              : t`انتهى موعد التقييم في هذه الجولة.`}
        </Notice>
      )}
      <LateNotice late={desk.late} />
      <Beforehand shown={shown} />
      <Criteria
        sheet={desk}
        content={content}
        leaves={leaves}
        missing={asked ? left : []}
        isReadOnly={isReadOnly}
        claims={desk.na_allowed}
        unsaved={unsaved}
        onMark={setMark}
      />
      <TextArea
        label={t`تعليقك على المشاركة`}
        help={
          desk.after_own
            ? t`يقرؤه المنظّم بعد إغلاق الجولة، وقبله من زملائك من يعرض الدرجات.`
            : t`يقرؤه المنظّم بعد إغلاق الجولة.`
        }
        rows={3}
        value={content.comment}
        isReadOnly={isReadOnly}
        onChange={(comment) => saver.change({ ...content, comment })}
      />
      <TextArea
        label={t`ملاحظاتك الخاصة`}
        help={t`لا يراها أحد غيرك.`}
        rows={2}
        value={content.notes}
        isReadOnly={isReadOnly}
        onChange={(notes) => saver.change({ ...content, notes })}
      />
      <div className="tk-juror-submit" ref={foot} tabIndex={-1}>
        <Submission
          roundId={desk.round_id}
          saver={saver}
          shown={shown}
          unsaved={unsaved}
          accepting={accepting && !desk.locked}
        />
        <p className="tk-juror-named tk-small">
          <bdi>{format.number(desk.number, { useGrouping: false })}</bdi> <bdi dir="auto">{desk.title}</bdi>
        </p>
        <Total isShown={!votes} leaves={leaves} content={content} left={left.length} asked={asked} />
        {locked ? (
          <div className="tk-stack tk-gap-2">
            {desk.late?.state === 'waiting' ? null : claims.length > 0 ? (
              <Notice>{t`أُرسل هذا التقييم، ويُحتسب حين يقبل رئيس اللجنة ما قلت إنه لا ينطبق.`}</Notice>
            ) : (
              <Notice tone="success">{t`أُرسل هذا التقييم.`}</Notice>
            )}
            {accepting && !desk.locked ? (
              <Button icon="undo" busy={busy} onPress={() => void reopen()}>{t`أعد فتحه للتعديل`}</Button>
            ) : null}
            {desk.after_own || desk.colleagues_open ? (
              <Suspense>
                <Colleagues desk={desk} head={saver.head()} content={content} />
              </Suspense>
            ) : null}
          </div>
        ) : accepting && !(shown.pending && shown.state === 'offline') ? (
          <Button kind="primary" size="large" busy={shown.pending} onPress={ask}>{t`أرسل التقييم`}</Button>
        ) : null}
      </div>
      <p className="tk-small tk-soft">
        {t`تُغلق الجولة`} <When at={desk.closes_at} zone={desk.timezone} />{' '}
        <Grace closesAt={desk.closes_at} minutes={desk.grace_minutes} zone={desk.timezone} />
      </p>
      <ConfirmDialog
        title={t`إرسال تقييم المشاركة ${format.number(desk.number, { useGrouping: false })}`}
        action={t`أرسل التقييم`}
        isOpen={confirming}
        onClose={() => setConfirming(false)}
        onConfirm={submit}
      >
        <p>
          <bdi>{desk.title}</bdi>
        </p>
        {votes ? (
          <p>
            <strong>
              {format.name(votes.levels.find((one) => one.code === content.scores[votes.criterion_id]?.level))}
            </strong>
          </p>
        ) : (
          <p>
            {t`المجموع`}: <strong>{format.decimal(total, 2)}</strong>
          </p>
        )}
        {claims.length > 0 ? (
          <p>{t`قلت إن من المعايير ما لا ينطبق، فلا يُحتسب تقييمك حتى يقبل ذلك رئيس اللجنة.`}</p>
        ) : null}
        <p className="tk-soft">{t`يُحتسب تقييمك بعد الإرسال. تستطيع إعادة فتحه وتعديله حتى إغلاق الجولة.`}</p>
      </ConfirmDialog>
    </div>
  );
}
