// How the panel deliberates: who must be there, and whether it votes. Chosen, or read once it is frozen.
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Form } from '../../../shared/forms/useForm';
import { Checkbox } from '../../../shared/ui/Choice';
import { Select } from '../../../shared/ui/Select';
import type { Edition, EditionValues } from '../model/edition';

const quorums: Record<Edition['meeting_quorum'], MessageDescriptor> = {
  majority: msg`أكثر من نصف أعضاء اللجنة`,
  two_thirds: msg`ثلثا أعضاء اللجنة`,
  all: msg`أعضاء اللجنة جميعًا، إلا من يخرج لتعارض مصالح`,
};
const votes: Record<Edition['meeting_votes'], MessageDescriptor> = {
  none: msg`لا تصويت: تتوافق اللجنة وتسجّل أسبابها`,
  open: msg`تصويت علني في اللجنة قبل تسجيل التوافق`,
  secret: msg`تصويت سرّي قبل تسجيل التوافق`,
};

export function MeetingFields({ form }: { form: Form<EditionValues> }) {
  const { t, i18n } = useLingui();
  const options = <Id extends string>(words: Record<Id, MessageDescriptor>) =>
    (Object.keys(words) as Id[]).map((id) => ({ id, label: i18n._(words[id]) }));
  return (
    <>
      <Select
        label={t`نصاب اجتماع اللجنة`}
        help={t`من يلزم حضوره في الغرفة ليُسجَّل على مشاركة شيء.`}
        options={options(quorums)}
        value={form.values.meeting_quorum}
        onChange={(meeting_quorum) => form.set({ meeting_quorum })}
      />
      <Select
        label={t`التصويت في اللجنة`}
        options={options(votes)}
        value={form.values.meeting_votes}
        onChange={(meeting_votes) => form.set({ meeting_votes })}
      />
      <Checkbox
        isSelected={form.values.consensus_counts}
        onChange={(consensus_counts) => form.set({ consensus_counts })}
        help={t`تُرتَّب بها المشاركة التي سجّلت لها اللجنة درجات، ويبقى متوسط المحكّمين بجانبها. ولا تدخل في تقدير شدة المحكّمين.`}
      >
        {t`تحل درجة التوافق محل متوسط المحكّمين`}
      </Checkbox>
    </>
  );
}

/** The same as lines of a list of facts. */
export const meetingFacts = (i18n: I18n, edition: Edition) => [
  { label: i18n._(msg`نصاب اجتماع اللجنة`), value: i18n._(quorums[edition.meeting_quorum]) },
  { label: i18n._(msg`التصويت في اللجنة`), value: i18n._(votes[edition.meeting_votes]) },
  {
    label: i18n._(msg`درجة التوافق`),
    value: i18n._(
      edition.consensus_counts ? msg`تحل محل متوسط المحكّمين` : msg`تبقى بجانب متوسط المحكّمين، وهو الذي يُحتسب`,
    ),
  },
];
