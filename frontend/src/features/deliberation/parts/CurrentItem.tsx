// The entry under discussion: what the jurors gave it, the panel's notes, votes and agreement.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Entry, Item, Meeting } from '../model';
import type { Words } from '../typed';
import { ConsensusForm } from './ConsensusForm';
import { useFinal, useFinalWords } from './Final';
import { Made } from './Made';
import { Marks } from './Marks';
import { Notes } from './Notes';
import { VoteCard } from './VoteCard';

interface Props {
  meeting: Meeting;
  item: Item;
  words: Words;
  onType: (part: Words) => void;
}

export function CurrentItem({ meeting, item, words, onType }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const entry = useGet('/api/v1/meetings/{meeting_id}/entries/{entry_id}', {
    path: { meeting_id: meeting.id, entry_id: item.entry_id },
  });
  const final = useFinal(meeting, item.entry_id);
  const finalWords = useFinalWords();
  const out = meeting.members.filter((one) => item.out.includes(one.juror_id));
  const runs = meeting.runs && meeting.state === 'open';
  return (
    <Card
      title={
        <>
          <span className="tk-soft">{t`المطروحة الآن:`}</span>{' '}
          <bdi>{`${format.number(item.number)} – ${format.pick(item.title_ar, item.title_en)}`}</bdi>
        </>
      }
      actions={<Made agreed={item.consensus} />}
    >
      {out.length > 0 ? (
        <Notice tone="warning" title={t`خارج الغرفة لتعارض مصالح`}>
          <bdi>{out.map((one) => format.name(one)).join(format.pick('، ', ', '))}</bdi>
        </Notice>
      ) : null}
      <Figures>
        <Figure value={item.mean === null ? '—' : format.decimal(item.mean)} label={t`متوسط المحكّمين`} />
        <Figure value={item.consensus?.total ? format.decimal(item.consensus.total) : '—'} label={t`درجة التوافق`} />
        {meeting.minutes ? <Figure value={final ? finalWords(final) : '—'} label={t`القرار النهائي`} /> : null}
        <Figure
          value={format.number(item.in_room)}
          label={t`في الغرفة`}
          note={t`النصاب ${format.number(item.quorum)}`}
        />
      </Figures>
      <Read of={entry}>
        {(found) => (
          <>
            <Marks entry={found} isOrder={meeting.mode === 'ranking'} />
            <Notes
              meeting={meeting}
              item={item}
              readOnly={!runs}
              typed={words.notes}
              onType={(notes) => onType({ notes })}
            />
            {meeting.votes === 'none' ? null : <VoteCard meeting={meeting} item={item} />}
            {runs ? (
              <ConsensusForm
                meeting={meeting}
                item={item}
                entry={found}
                typing={words.agreement ?? null}
                onType={(agreement) => onType({ agreement })}
              />
            ) : null}
            {found.history.length > 0 ? <History entry={found} /> : null}
          </>
        )}
      </Read>
    </Card>
  );
}

function History({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  return (
    <section className="tk-stack tk-deliberation-part">
      <h3 className="tk-h3">{t`ما سُجّل، وآخره هو القائم`}</h3>
      <ol className="tk-stack">
        {entry.history.map((one) => (
          <li key={one.id}>
            <span className="tk-row tk-gap-2">
              <Made agreed={one} />
              <span className="tk-small tk-soft">
                <When at={one.decided_at} show="short" />
              </span>
            </span>
            <p dir="auto">{one.reason}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
