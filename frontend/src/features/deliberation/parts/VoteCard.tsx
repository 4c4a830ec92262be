// A vote: called by who runs the meeting, cast by those in the room, counted when it is closed.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { DescriptionList } from '../../../shared/ui/Layout';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Item, type Meeting, readAgain, type Vote } from '../model';

export function VoteCard({ meeting, item }: { meeting: Meeting; item: Item }) {
  const { t } = useLingui();
  const format = useFormat();
  const [error, setError] = useState<unknown>(null);
  const [question, setQuestion] = useState('');
  const [id, setId] = useState(newId);
  const vote = item.vote;
  const going = vote !== null && vote.closed_at === null;
  const runs = meeting.runs && meeting.state === 'open';
  const act = async (what: () => Promise<unknown>) => {
    setError(null);
    try {
      await what();
    } catch (refused) {
      setError(refused);
    }
    await readAgain();
  };
  const call = () =>
    act(async () => {
      await api.PUT('/api/v1/meetings/{meeting_id}/entries/{entry_id}/votes/{vote_id}', {
        params: { path: { meeting_id: meeting.id, entry_id: item.entry_id, vote_id: id } },
        body: { question },
      });
      setId(newId());
      setQuestion('');
    });
  const cast = (of: Vote, choice: 'yes' | 'no' | 'abstain') =>
    act(async () => {
      await api.PUT('/api/v1/meetings/{meeting_id}/votes/{vote_id}/ballot', {
        params: { path: { meeting_id: meeting.id, vote_id: of.id } },
        body: { choice },
      });
      notify(t`سُجّل صوتك.`);
    });
  const close = (of: Vote) =>
    act(() =>
      api.POST('/api/v1/meetings/{meeting_id}/votes/{vote_id}/close', {
        params: { path: { meeting_id: meeting.id, vote_id: of.id } },
      }),
    );
  return (
    <section className="tk-stack tk-deliberation-part">
      <div className="tk-row">
        <h3 className="tk-h3">{t`التصويت`}</h3>
        <Badge>{meeting.votes === 'secret' ? t`سرّي` : t`علني في اللجنة`}</Badge>
      </div>
      <ProblemNotice error={error} />
      {vote ? (
        <>
          <p dir="auto" className="tk-strong">
            {vote.question}
          </p>
          <p className="tk-small tk-soft">{t`صوّت ${format.number(vote.voted)} من ${format.number(vote.voters)}.`}</p>
          {going && vote.i_may && !vote.i_voted ? (
            <fieldset className="tk-row">
              <legend className="tk-small">{t`صوتك، ولا يُغيَّر بعد تسجيله:`}</legend>
              <Button onPress={() => void cast(vote, 'yes')}>{t`نعم`}</Button>
              <Button onPress={() => void cast(vote, 'no')}>{t`لا`}</Button>
              <Button onPress={() => void cast(vote, 'abstain')}>{t`أمتنع`}</Button>
            </fieldset>
          ) : null}
          {going && runs ? (
            <div className="tk-row">
              <Button onPress={() => void close(vote)}>{t`أغلق التصويت واحسبه`}</Button>
            </div>
          ) : null}
          {going ? null : (
            <DescriptionList
              items={[
                { label: t`نعم`, value: format.number(vote.yes ?? 0) },
                { label: t`لا`, value: format.number(vote.no ?? 0) },
                { label: t`ممتنع`, value: format.number(vote.abstain ?? 0) },
              ]}
            />
          )}
        </>
      ) : null}
      {runs && !going ? (
        <>
          <TextArea
            label={vote ? t`سؤال تصويت جديد` : t`سؤال التصويت`}
            rows={2}
            maxLength={2000}
            value={question}
            onChange={(next) => {
              setQuestion(next);
              setId(newId());
            }}
          />
          <div className="tk-row">
            <Button isDisabled={!question.trim()} onPress={() => void call()}>{t`اطرح للتصويت`}</Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
