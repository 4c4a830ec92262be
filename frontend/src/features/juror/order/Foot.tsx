// Under the order: words on it, what became of a submission, and submitting.
import { Plural, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../../offline/evaluation';
import type { EvaluationSaver } from '../../../offline/evaluationSaver';
import { refreshPaths } from '../../../shared/api/query';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import { Grace } from '../parts/Late';
import { Submission, useReopening } from '../parts/Submission';
import { useFootFocus } from '../useFootFocus';
import type { Ranking } from './model';

interface FootProps {
  ranking: Ranking;
  saver: EvaluationSaver;
  shown: Snapshot;
  missing: number;
  accepting: boolean;
  isReadOnly: boolean;
}

export function Foot({ ranking, saver, shown, missing, accepting, isReadOnly }: FootProps) {
  const { t } = useLingui();
  const [confirming, setConfirming] = useState(false);
  const { busy, reopen } = useReopening(saver);
  const { content, submissions, following, note } = shown;
  const seen = useRef(submissions);
  useEffect(() => {
    const more = submissions > seen.current;
    seen.current = submissions;
    if (!more) return;
    if (!following && note === null && accepting) notify(t`أُرسل ترتيبك. يمكنك إعادة فتحه حتى إغلاق الجولة.`);
    void refreshPaths(
      '/api/v1/juror/rankings',
      '/api/v1/juror/rankings/{ranking_id}',
      '/api/v1/juror/evaluations',
      '/api/v1/juror/rounds',
    );
  }, [submissions, following, note, accepting, t]);
  const refused = shown.state === 'refused' ? shown.refusal : null;
  // What is missing may have come since the page was read.
  useEffect(() => {
    if (refused) void refreshPaths('/api/v1/juror/rankings/{ranking_id}');
  }, [refused]);
  const locked = shown.status === 'submitted' && !shown.reopened;
  const foot = useFootFocus(`${locked} ${shown.pending && shown.state === 'offline'} ${note}`);
  return (
    <div className="tk-rank-foot">
      <TextArea
        label={t`تعليقك على الترتيب`}
        help={t`يُحفظ مع ترتيبك، ولا يراه المحكّمون الآخرون.`}
        rows={2}
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
      <div className="tk-rank-submit" ref={foot} tabIndex={-1}>
        <Submission saver={saver} shown={shown} unsaved={[]} accepting={accepting} isOrder />
        {missing > 0 ? (
          <p className="tk-small" role="status">
            <Plural
              value={missing}
              zero="رتّبت كل المشاركات"
              one="بقيت مشاركة واحدة بلا مرتبة"
              two="بقيت مشاركتان بلا مرتبة"
              few="بقيت # مشاركات بلا مرتبة"
              many="بقيت # مشاركة بلا مرتبة"
              other="بقيت # مشاركة بلا مرتبة"
            />
          </p>
        ) : null}
        {locked ? (
          <>
            {missing > 0 ? (
              <Notice tone="warning">{t`أُسندت إليك مشاركة بعد إرسالك. أعد فتح الترتيب لتضعها في مرتبتها.`}</Notice>
            ) : ranking.late?.state === 'waiting' ? null : (
              <Notice tone="success">{t`أُرسل هذا الترتيب.`}</Notice>
            )}
            {accepting ? (
              <Button icon="undo" busy={busy} onPress={() => void reopen()}>{t`أعد فتحه للتعديل`}</Button>
            ) : null}
          </>
        ) : accepting && !(shown.pending && shown.state === 'offline') ? (
          <Button
            kind="primary"
            size="large"
            busy={shown.pending}
            isDisabled={missing > 0}
            onPress={() => setConfirming(true)}
          >
            {t`أرسل الترتيب`}
          </Button>
        ) : null}
      </div>
      <p className="tk-small tk-soft">
        {t`تُغلق الجولة`} <When at={ranking.closes_at} zone={ranking.timezone} />{' '}
        <Grace closesAt={ranking.closes_at} minutes={ranking.grace_minutes} zone={ranking.timezone} />
      </p>
      <ConfirmDialog
        title={t`إرسال الترتيب`}
        action={t`أرسل الترتيب`}
        isOpen={confirming}
        onClose={() => setConfirming(false)}
        onConfirm={() => {
          setConfirming(false);
          void saver.submit();
        }}
      >
        <p className="tk-soft">{t`يُحتسب ترتيبك بعد الإرسال. تستطيع إعادة فتحه وتعديله حتى إغلاق الجولة.`}</p>
      </ConfirmDialog>
    </div>
  );
}
