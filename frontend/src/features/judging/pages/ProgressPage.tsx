// The progress of a round for those who run it or watch it. It refreshes itself.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { InRound, type RoundPlace } from '../../../shared/judging/InRound';
import { useNouns } from '../../../shared/nouns';
import { useHolds } from '../../../shared/rights';
import { LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { AgreementNow } from '../parts/AgreementNow';
import { ClaimsNotice } from '../parts/ClaimsNotice';
import { JurorQuestions } from '../parts/JurorQuestions';
import { JurorsProgress } from '../parts/JurorsProgress';
import { Summary } from '../parts/ProgressBoard';
import { ProgressTabs } from '../parts/ProgressTabs';
import { RemindDialog, RoundReminders } from '../parts/RoundReminders';
import '../judging.css';

function Content({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const { edition, round } = place;
  const watches = useHolds(edition, 'organiser', 'auditor');
  const [reminding, setReminding] = useState<string[] | null>(null);
  const board = useGet('/api/v1/rounds/{round_id}/progress', {
    path: { round_id: round.id },
    refetchInterval: 20_000,
  });
  return (
    <Read of={board}>
      {(data) => (
        <>
          <Summary board={data} zone={edition.timezone} />
          {data.conflicts_undecided > 0 ? (
            <Notice
              tone="warning"
              action={
                <LinkButton
                  to="/editions/$editionId/conflicts"
                  params={{ editionId: edition.id }}
                  search={{ state: 'suspended' } as never}
                >
                  {t({ message: 'بُتّ فيها', context: 'do' })}
                </LinkButton>
              }
            >
              <Plural
                value={data.conflicts_undecided}
                zero="لا تعارضات معلّقة."
                one="تعارض واحد معلّق ينتظر قرارًا."
                two="تعارضان معلّقان ينتظران قرارًا."
                few="# تعارضات معلّقة تنتظر قرارًا."
                many="# تعارضًا معلّقًا ينتظر قرارًا."
                other="# تعارض معلّق ينتظر قرارًا."
              />
            </Notice>
          ) : null}
          {data.claims_open > 0 ? (
            <ClaimsNotice
              count={data.claims_open}
              link={{
                to: '/editions/$editionId/rounds/$roundId/not-applicable',
                params: { editionId: edition.id, roundId: round.id },
              }}
            />
          ) : null}
          <ProgressTabs
            key={round.id}
            board={data}
            nouns={nouns}
            jurors={
              <JurorsProgress
                source="/api/v1/rounds/{round_id}/progress/jurors"
                roundId={round.id}
                zone={edition.timezone}
                {...(place.organises && data.window === 'open' ? { onRemind: setReminding } : {})}
              />
            }
            {...(place.organises && edition.live_agreement ? { agreement: <AgreementNow roundId={round.id} /> } : {})}
            {...(watches
              ? {
                  asked: (
                    <JurorQuestions
                      roundId={round.id}
                      zone={edition.timezone}
                      editionId={edition.id}
                      answers={place.organises}
                    />
                  ),
                }
              : {})}
            {...(watches ? { reminders: <RoundReminders place={place} /> } : {})}
          />
          {reminding ? <RemindDialog roundId={round.id} ids={reminding} onClose={() => setReminding(null)} /> : null}
        </>
      )}
    </Read>
  );
}

export function ProgressPage() {
  const { t } = useLingui();
  return (
    <InRound
      title={t`سير التحكيم`}
      lead={t`كم أُنجز ومن تأخر، دون أي درجة. تتجدد الصفحة من نفسها.`}
      actions={(place) => (
        <LinkButton
          to="/editions/$editionId/rounds/$roundId"
          params={{ editionId: place.edition.id, roundId: place.round.id }}
        >
          {t`صفحة الجولة`}
        </LinkButton>
      )}
    >
      {(place) => <Content place={place} />}
    </InRound>
  );
}
