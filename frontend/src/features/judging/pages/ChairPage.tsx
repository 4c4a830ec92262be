// What the chair of a panel follows: how far the round is, and never a score.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { RIYADH } from '../../../shared/i18n/dates';
import { useFormat } from '../../../shared/i18n/react';
import { useNounsOf } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkCard } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { ClaimsNotice } from '../parts/ClaimsNotice';
import { JurorQuestions } from '../parts/JurorQuestions';
import { JurorsProgress } from '../parts/JurorsProgress';
import { Summary } from '../parts/ProgressBoard';
import { ProgressTabs } from '../parts/ProgressTabs';
import '../judging.css';

export function ChairedRoundsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const rounds = useGet('/api/v1/juror/rounds');
  return (
    <Page title={t`سير تحكيم لجنتي`} lead={t`الجولات التي ترأس لجنتها: كم أُنجز ومن تأخر، دون أي درجة.`}>
      <Read of={rounds}>
        {({ items }) => {
          const chaired = items.filter((round) => round.is_chair);
          return chaired.length === 0 ? (
            <EmptyState title={t`لا ترأس لجنة جولة الآن`} icon="chart">
              {t`تظهر هنا كل جولة يختارك المنظّم رئيسًا للجنتها.`}
            </EmptyState>
          ) : (
            <div className="tk-grid">
              {chaired.map((round) => (
                <LinkCard
                  key={round.round_id}
                  to="/juror/chair/$roundId"
                  params={{ roundId: round.round_id }}
                  title={<bdi>{format.name(round)}</bdi>}
                  meta={<When at={round.closes_at} zone={round.timezone} show="short" />}
                >
                  <p className="tk-small tk-soft">
                    <bdi>{format.pick(round.edition_ar, round.edition_en)}</bdi>
                  </p>
                  <div>
                    <StateBadge of="round" state={round.state} />
                  </div>
                </LinkCard>
              ))}
            </div>
          );
        }}
      </Read>
    </Page>
  );
}

export function ChairPage() {
  const { t } = useLingui();
  const format = useFormat();
  const roundId = useParam('roundId');
  const path = { round_id: roundId };
  const rounds = useGet('/api/v1/juror/rounds');
  const board = useGet('/api/v1/rounds/{round_id}/chair-progress', { path, refetchInterval: 20_000 });
  const own = rounds.data?.items.find((round) => round.round_id === roundId);
  const zone = own?.timezone ?? RIYADH;
  const nouns = useNounsOf(own);
  return (
    <Page
      title={format.name(board.data) || t`سير تحكيم لجنتي`}
      crumbs={[{ label: t`سير تحكيم لجنتي`, to: '/juror/chair' }]}
      badge={board.data ? <StateBadge of="round" state={board.data.state} /> : null}
      lead={t`كم أُنجز ومن تأخر، دون أي درجة. تتجدد الصفحة من نفسها.`}
    >
      <Read of={board}>
        {(data) => (
          <>
            {own?.mode === 'pass_fail' && data.state === 'closed' ? (
              <LinkCard
                to={'/juror/outcomes/$roundId' as never}
                params={{ roundId } as never}
                title={t`نتيجة الأصوات`}
                meta={t`ما اجتاز وما لم يجتز، وما ينتظر قرارك`}
              />
            ) : null}
            <Summary board={data} zone={zone} />
            {data.claims_open > 0 ? (
              <ClaimsNotice
                count={data.claims_open}
                link={{ to: '/juror/chair/$roundId/not-applicable', params: { roundId } }}
              />
            ) : null}
            <ProgressTabs
              board={data}
              nouns={nouns}
              asked={<JurorQuestions roundId={roundId} zone={zone} answers />}
              jurors={
                <JurorsProgress
                  source="/api/v1/rounds/{round_id}/chair-progress/jurors"
                  roundId={roundId}
                  zone={zone}
                />
              }
            />
          </>
        )}
      </Read>
    </Page>
  );
}
