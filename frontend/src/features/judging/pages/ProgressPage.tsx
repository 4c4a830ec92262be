// The progress of a round for those who run it or watch it. It refreshes itself.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { InRound, type RoundPlace } from '../../../shared/judging/InRound';
import { useNouns } from '../../../shared/nouns';
import { useHolds } from '../../../shared/rights';
import { useUrlState } from '../../../shared/router/urlState';
import { LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { Read } from '../../../shared/ui/States';
import { AgreementNow } from '../parts/AgreementNow';
import { ClaimsNotice } from '../parts/ClaimsNotice';
import { JurorQuestions } from '../parts/JurorQuestions';
import { JurorsProgress } from '../parts/JurorsProgress';
import { Summary } from '../parts/ProgressBoard';
import { ProgressTabs } from '../parts/ProgressTabs';
import { RemindDialog, RoundReminders } from '../parts/RoundReminders';
import '../judging.css';

const WHOLE = 'all';

function Content({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const { edition, round } = place;
  const watches = useHolds(edition, 'organiser', 'auditor');
  const [reminding, setReminding] = useState<string[] | null>(null);
  const [url, setUrl] = useUrlState();
  const panels = useGet('/api/v1/rounds/{round_id}/panels', { path: { round_id: round.id } }).data?.items ?? [];
  const panelId = panels.length > 1 ? panels.find((one) => one.id === url.panel)?.id : undefined;
  const board = useGet('/api/v1/rounds/{round_id}/progress', {
    path: { round_id: round.id },
    ...(panelId ? { query: { panel_id: panelId } } : {}),
    refetchInterval: 20_000,
  });
  return (
    <Read of={board}>
      {(data) => (
        <>
          {panels.length > 1 ? (
            <div className="tk-round-picker">
              <Select
                label={t`اللجنة`}
                value={panelId ?? WHOLE}
                options={[
                  { id: WHOLE, label: t`كل اللجان` },
                  ...panels.map((one) => ({ id: one.id, label: format.name(one) })),
                ]}
                onChange={(id) => setUrl({ panel: id === WHOLE ? undefined : id, page: undefined })}
              />
            </div>
          ) : null}
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
                  {t`افتح التعارضات المعلّقة`}
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
            key={`${round.id} ${panelId}`}
            board={data}
            nouns={nouns}
            jurors={
              <JurorsProgress
                source="/api/v1/rounds/{round_id}/progress/jurors"
                roundId={round.id}
                zone={edition.timezone}
                panelId={panelId}
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
