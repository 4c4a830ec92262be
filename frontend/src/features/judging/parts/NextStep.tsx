// What is to be done with a round now, and its one button.
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { serverNow } from '../../../shared/api/clock';
import type { components } from '../../../shared/api/schema';
import { lastMoment } from '../../../shared/judging/rounds';
import { Button } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import { isRulebookOpen, type Round, stepOf } from '../model/round';

type Edition = components['schemas']['StaffEdition'];
export type RoundAct = 'open' | 'move' | 'close';

export function NextStep({
  edition,
  round,
  act,
}: {
  edition: Edition;
  round: Round;
  act: ((act: RoundAct) => void) | null;
}) {
  const { t } = useLingui();
  const zone = edition.timezone;
  const until = new Date(lastMoment(round)).toISOString();
  const button = (wanted: RoundAct, label: string): ReactNode =>
    act ? (
      <Button kind="primary" onPress={() => act(wanted)}>
        {label}
      </Button>
    ) : null;
  const overtime = serverNow() > Date.parse(round.closes_at);
  const move = act ? <Button onPress={() => act('move')}>{t`عدّل المواعيد`}</Button> : null;
  switch (stepOf(round, edition.phase, serverNow())) {
    case 'wait_phase':
      return (
        <Notice title={t`الجولة مخطط لها`} action={isRulebookOpen(edition.phase) ? null : move}>
          {t`تُفتح بعد أن تبدأ مرحلة التحكيم. كوّن لجنتها، ثم أسند المشاركات المستوفية للشروط إلى محكّميها.`}
        </Notice>
      );
    case 'open':
      return (
        <Notice
          title={t`الجولة جاهزة للفتح`}
          action={
            <>
              {button('open', t`افتح الجولة`)}
              {move}
            </>
          }
        >
          {t`تأكد من لجنتها ومن الإسناد، ثم افتحها ليبدأ المحكّمون.`}
        </Notice>
      );
    case 'late':
      return (
        <Notice tone="warning" title={t`مضى موعد إغلاق الجولة ولم تُفتح`} action={move}>
          {t`عدّل موعدها بقرار معلن، ثم افتحها.`}
        </Notice>
      );
    case 'running':
      return (
        <Notice
          tone={overtime ? 'warning' : 'success'}
          title={overtime ? t`انتهى موعد الجولة، والمهلة جارية` : t`الجولة مفتوحة`}
          action={move}
        >
          <p>
            {overtime ? (
              t`يُستلم ما أُنجز قبل الموعد ولم يصل، ولا يُحتسب إلا بقرار شخصين.`
            ) : (
              <Trans>
                تستقبل التقييمات حتى <When at={round.closes_at} zone={zone} />.
              </Trans>
            )}
          </p>
          {round.grace_minutes > 0 ? (
            <p className="tk-small">
              <Trans>
                يجوز إغلاقها بعد انتهاء المهلة: <When at={until} zone={zone} show="short" />
              </Trans>
            </p>
          ) : null}
        </Notice>
      );
    case 'close':
      return (
        <Notice
          tone="warning"
          title={t`انتهى وقت الجولة`}
          action={
            <>
              {button('close', t`أغلق الجولة`)}
              {move}
            </>
          }
        >
          {t`لم تعد تستقبل شيئًا. أغلقها لتُثبَّت تقييماتها وتُحسب نتائجها، أو مدّد موعدها بقرار معلن.`}
        </Notice>
      );
    default:
      return (
        <Notice title={t`الجولة مغلقة`}>
          <Trans>
            أُغلقت في <When at={round.closed_at} zone={zone} />.
          </Trans>
          {round.closing_hash ? (
            <p className="tk-small tk-judging-hash">
              {t`بصمة تقييماتها`}: <code>{round.closing_hash}</code>
            </p>
          ) : null}
        </Notice>
      );
  }
}
