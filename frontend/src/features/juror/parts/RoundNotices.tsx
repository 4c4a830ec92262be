// What a round asks of its juror, or of its chair, before anything else.
import { useLingui } from '@lingui/react/macro';
import { serverNow } from '../../../shared/api/clock';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

export function RoundNotices({ round }: { round: components['schemas']['OwnRound'] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      {round.bids_until && Date.parse(round.bids_until) > serverNow() ? (
        <Notice
          title={t`أي المشاركات ترغب في تحكيمها؟`}
          action={
            <LinkButton to="/juror/rounds/$roundId/bids" params={{ roundId: round.round_id }}>
              {t`أبدِ رغبتك`}
            </LinkButton>
          }
        >
          {t`تُستقبل الرغبات حتى`} <When at={round.bids_until} zone={round.timezone} />
        </Notice>
      ) : null}
      {round.claims_waiting > 0 ? (
        <Notice
          tone="warning"
          action={
            <LinkButton to="/juror/chair/$roundId/not-applicable" params={{ roundId: round.round_id }}>
              {t({ message: 'بُتّ فيها', context: 'do' })}
            </LinkButton>
          }
        >
          {t`معايير قال محكّمو لجنتك إنها لا تنطبق، وتنتظر قرارك: ${format.number(round.claims_waiting)}`}
        </Notice>
      ) : null}
      {round.window === 'open' ? null : (
        <Notice tone={round.window === 'before' ? 'info' : 'warning'}>
          {round.window === 'before'
            ? t`لم تُفتح الجولة بعد.`
            : round.window === 'grace'
              ? t`انتهى الموعد. ما أنجزته قبله ولم يصل يُستلم في المهلة، ولا يُحتسب حتى يُقرَّر قبوله.`
              : round.mode === 'ranking'
                ? t`انتهى موعد الترتيب في هذه الجولة.`
                : t`انتهى موعد التقييم في هذه الجولة.`}
        </Notice>
      )}
    </>
  );
}
