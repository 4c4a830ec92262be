// The score sheet of a practice case: the fields of every evaluation, and a submission that counts nowhere.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Mark, Snapshot } from '../../../offline/evaluation';
import type { EvaluationSaver } from '../../../offline/evaluationSaver';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import { markOfDigit, missing, unsaid } from '../model';
import { Criteria } from '../parts/Criteria';
import { Submission } from '../parts/Submission';
import { Total } from '../parts/Total';
import { useOver } from '../useOver';
import { focusCriterion, useScoreKeys } from '../useScoreKeys';
import type { Practice } from './model';

export interface PracticeSheetProps {
  practice: Practice;
  saver: EvaluationSaver;
  shown: Snapshot;
  singleKeys: boolean;
  /** Raises the sheet where it is folded away. */
  onReach: () => void;
}

export function PracticeSheet({ practice, saver, shown, singleKeys, onReach }: PracticeSheetProps) {
  const { t } = useLingui();
  const [asked, setAsked] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const { content } = shown;
  const { rubric } = practice;
  const left = [...missing(rubric, content), ...unsaid(practice, content)];
  const over = useOver(practice.closes_at);
  const accepting = practice.accepting && !over;
  const setMark = (id: string, mark: Mark) => saver.change({ ...content, scores: { ...content.scores, [id]: mark } });
  const ask = () => {
    setAsked(true);
    if (left.length === 0) setConfirming(true);
    else focusCriterion(document.querySelector(`[data-criterion="${left[0]?.criterion_id}"]`));
  };
  useScoreKeys({
    isOn: singleKeys,
    isReadOnly: !accepting,
    firstMissing: left[0]?.criterion_id,
    onReach,
    onSubmit: ask,
    onDigit: (id, digit) => {
      const leaf = rubric.find((one) => one.criterion_id === id);
      const mark = markOfDigit(leaf, content.scores[id], digit);
      if (mark) setMark(id, mark);
      return mark && (mark.level ?? mark.points);
    },
  });
  return (
    <div className="tk-juror-sheet-body">
      {accepting ? (
        <Notice title={t`تدريب – لا يُحتسب`}>
          {t`درجاتك هنا لا تدخل في أي نتيجة. بعد إرسالها ترى المرجع، وما أعطاه من أتمّوا التدريب بلا أسماء.`}
        </Notice>
      ) : (
        <Notice tone="warning">{t`التدريب متاح في أثناء استقبال التقييمات وحده.`}</Notice>
      )}
      <Criteria
        sheet={practice}
        content={content}
        leaves={rubric}
        missing={asked ? left : []}
        isReadOnly={!accepting}
        claims={false}
        onMark={setMark}
      />
      <TextArea
        label={t`تعليقك على الحالة`}
        rows={3}
        value={content.comment}
        isReadOnly={!accepting}
        onChange={(comment) => saver.change({ ...content, comment })}
      />
      <div className="tk-juror-submit">
        <Submission saver={saver} shown={shown} unsaved={[]} accepting={accepting} />
        <Total isShown leaves={rubric} content={content} left={left.length} asked={asked} />
        {accepting && !(shown.pending && shown.state === 'offline') ? (
          <Button kind="primary" size="large" busy={shown.pending} onPress={ask}>{t`أرسل التدريب`}</Button>
        ) : null}
      </div>
      <p className="tk-small tk-soft">
        {t`تُغلق الجولة`} <When at={practice.closes_at} zone={practice.timezone} />
      </p>
      <ConfirmDialog
        title={t`إرسال التدريب`}
        action={t`أرسل التدريب`}
        isOpen={confirming}
        onClose={() => setConfirming(false)}
        onConfirm={() => {
          setConfirming(false);
          void saver.submit();
        }}
      >
        <p>{t`ترى المقارنة بعد الإرسال، ولا تُعدَّل درجات التدريب بعدها. ولا يُحتسب شيء منها.`}</p>
      </ConfirmDialog>
    </div>
  );
}
