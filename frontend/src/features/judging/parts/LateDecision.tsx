// The words on a late evaluation: what is proposed or was decided, by whom, and why.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { lateWords } from '../words';

type Late = components['schemas']['LateEvaluation'];
type Word = components['schemas']['LateWordOut'];

function Line({ word }: { word: Word }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const said = i18n._(lateWords[word.word]);
  const by = format.name(word.proposed_by);
  const answered = format.name(word.answered_by);
  const states: Record<string, string> = {
    proposed: t`اقترح ${by}: ${said}. ينتظر شخصًا ثانيًا`,
    confirmed: t`اقترحه ${by} وثبّته ${answered}`,
    declined: t`اقترح ${by}: ${said}، وخالفه ${answered}`,
    withdrawn: t`اقترح ${by}: ${said}، ثم سحب اقتراحه`,
    overtaken: t`اقترح ${by}: ${said}، ثم وصل من المحكّم عمل أحدث منه فسقط الاقتراح`,
  };
  return (
    <div className="tk-small tk-soft">
      <p>{states[word.state] ?? said}</p>
      <p className="tk-judging-reason" dir="auto">
        {word.state === 'declined' ? word.answer_reason : word.reason}
      </p>
    </div>
  );
}

/** The word that stands, or the last one that did not. */
export function LateDecision({ row }: { row: Late }) {
  const word = row.words.find((one) => one.id === row.decision_id) ?? row.words[0];
  return word ? <Line word={word} /> : null;
}
