// What was decided so far, the newest first; of an answered return each part as it was beside what it is now.
import { Plural, useLingui } from '@lingui/react/macro';
import { AnswerText } from '../../../shared/entry/AnswerText';
import type { Value } from '../../../shared/entry/answers';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import type { StaffEntry } from '../parts/Decisions';
import { changedParts, lastCorrection } from './corrected';
import { ProposalFacts } from './DecisionPanel';
import type { Decision, Desk } from './desk';
import { useBeside, useFaces } from './faces';
import { useDecided, useStandings } from './words';

const LONG = { kind: 'long_text' as const, choices: [] };

function Part({
  part,
  decision,
  entry,
}: {
  part: NonNullable<Decision['parts']>[number];
  decision: Decision;
  entry: StaffEntry;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const faces = useFaces();
  const field = entry.fields.find((one) => one.id === part.part);
  const beside = useBeside().find((one) => one.id === part.part);
  const face = beside ?? faces.find((one) => one.id === part.part);
  const now: Value = field
    ? (entry.answers.find((one) => one.field_id === field.id)?.value ?? null)
    : (entry as unknown as Record<string, string>)[part.part] || null;
  const shown = field ?? LONG;
  const value = (of: Value) => <AnswerText field={shown} value={of} empty={t`لم يُجب عنه`} services={entry.services} />;
  return (
    <li className="tk-stack tk-gap-2">
      <p className="tk-strong" dir="auto">
        {field ? format.pick(field.label_ar, field.label_en) : (face?.label ?? part.part)}
      </p>
      {part.note ? (
        <blockquote className="tk-entries-quote" dir="auto">
          {part.note}
        </blockquote>
      ) : null}
      {decision.answered_at && !beside && field?.kind !== 'file' ? (
        <div className="tk-desk-change">
          <div>
            <p className="tk-tiny tk-soft">{t`كان`}</p>
            {value((part.before as Value) ?? null)}
          </div>
          <div>
            <p className="tk-tiny tk-soft">{t`صار`}</p>
            {value(now)}
          </div>
        </div>
      ) : null}
    </li>
  );
}

/** Of an entry that came back corrected: when, how much of what was asked changed, and the way to was and became. */
export function CorrectedNotice({ desk, entry }: { desk: Desk; entry: StaffEntry }) {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const last = lastCorrection(entry.state, desk.decisions);
  const changed = last ? changedParts(last, entry) : null;
  const zone = entry.edition.timezone;
  return last ? (
    <Notice
      tone="info"
      title={t`أُعيدت للتصحيح، ثم صُحّحت وقُدّمت من جديد`}
      action={
        <LinkButton
          to="/editions/$editionId/screening/$entryId"
          params={{ editionId, entryId: entry.id }}
          search={{ tab: 'decisions' }}
        >
          {t`ما كان وما صار`}
        </LinkButton>
      }
    >
      <p>
        {t`أُعيدت في`} <When at={last.decided_at ?? last.proposed_at} zone={zone} show="short" />
      </p>
      <p>
        {t`وصُحّحت في`} <When at={last.answered_at ?? ''} zone={zone} show="short" />
      </p>
      {changed === null ? null : (
        <p>
          <Plural
            value={changed}
            zero="لم يتغير شيء مما طُلب"
            one="تغيّر جزء واحد مما طُلب"
            two="تغيّر جزآن مما طُلب"
            few="تغيّرت # أجزاء مما طُلب"
            many="تغيّر # جزءًا مما طُلب"
            other="تغيّر # جزء مما طُلب"
          />
        </p>
      )}
    </Notice>
  ) : null;
}

export function PastDecisions({ desk, entry }: { desk: Desk; entry: StaffEntry }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useDecided();
  const standings = useStandings();
  const zone = entry.edition.timezone;
  const past = desk.decisions.filter((one) => one.state !== 'proposed');
  if (past.length === 0) return <p className="tk-soft">{t`لم يُقرَّر شيء في هذه المشاركة بعد.`}</p>;
  return (
    <ol className="tk-plain-list tk-stack">
      {past.map((one) => (
        <li key={one.id} className="tk-entries-question">
          <p>
            <span className="tk-strong">{words[one.decision].word}</span>{' '}
            <span className="tk-small tk-soft">{standings[one.state]}</span>
          </p>
          <ProposalFacts decision={one} entry={entry} />
          {one.decided_by && one.decided_at ? (
            <p className="tk-small tk-soft">
              {one.state === 'confirmed' ? t`ثبّته:` : one.state === 'declined' ? t`خالفه:` : t`أنهاه:`}{' '}
              <bdi>{format.name(one.decided_by)}</bdi> – <When at={one.decided_at} zone={zone} show="short" />
            </p>
          ) : null}
          {one.answer ? (
            <blockquote className="tk-entries-quote" dir="auto">
              {one.answer}
            </blockquote>
          ) : null}
          {one.answered_at ? (
            <p className="tk-small">
              {t`استُكملت في`}: <When at={one.answered_at} zone={zone} show="short" />
            </p>
          ) : null}
          {one.parts ? (
            <ul className="tk-plain-list tk-stack tk-gap-3">
              {one.parts.map((part) => (
                <Part key={part.part} part={part} decision={one} entry={entry} />
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
