// The next moment of an edition in both calendars, and how long is left by the server's clock.
import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useServerNow } from '../../../shared/api/clock';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { When } from '../../../shared/ui/When';
import { placeIn } from '../links';
import { leftUntil } from '../model/countdown';
import { refreshEdition } from './refreshEdition';
import '../home.css';

type Home = components['schemas']['OrganiserHome'];

function useNext(home: Home, now: number): { title: string; at: string | null } {
  const { t } = useLingui();
  const format = useFormat();
  const { phase, opens_at, closes_at, results_at } = home.edition;
  const running = home.rounds
    .filter((round) => round.state === 'open')
    .sort((a, b) => a.closes_at.localeCompare(b.closes_at))[0];
  if (phase === 'draft' || (phase === 'open' && opens_at && Date.parse(opens_at) > now))
    return opens_at && Date.parse(opens_at) > now
      ? { title: t`يُفتح باب المشاركة`, at: opens_at }
      : { title: t`يُغلق باب المشاركة`, at: closes_at };
  if (phase === 'open') return { title: t`يُغلق باب المشاركة`, at: closes_at };
  if (running) return { title: t`تُغلق «${format.name(running)}»`, at: running.closes_at };
  if (phase === 'screening' || phase === 'judging')
    return { title: t`ينتهي التحكيم`, at: home.edition.judging_closes_at };
  return { title: t`تُعلن النتائج`, at: results_at };
}

function Cell({ value, children }: { value: number; children: ReactNode }) {
  const format = useFormat();
  return (
    <div>
      <span className="tk-editions-count">{format.number(value)}</span>
      <span className="tk-tiny tk-soft">{children}</span>
    </div>
  );
}

/** Each unit in the form that its own number asks for: «34 دقيقة», «3 دقائق». */
export function Countdown({ at, now }: { at: string; now: number }) {
  const { t } = useLingui();
  const left = leftUntil(Date.parse(at), now);
  const over = useRef(left.over);
  useEffect(() => {
    if (left.over && !over.current) void refreshEdition();
    over.current = left.over;
  }, [left.over]);
  if (left.over) return <p className="tk-editions-over">{t`مضى هذا الموعد.`}</p>;
  const { days, hours, minutes, seconds } = left;
  return (
    <div className="tk-editions-countdown" role="timer" aria-label={t`الوقت المتبقي بساعة الخادم`}>
      <Cell value={days}>
        <Plural value={days} zero="يوم" one="يوم" two="يومان" few="أيام" many="يومًا" other="يوم" />
      </Cell>
      <Cell value={hours}>
        <Plural value={hours} zero="ساعة" one="ساعة" two="ساعتان" few="ساعات" many="ساعة" other="ساعة" />
      </Cell>
      <Cell value={minutes}>
        <Plural value={minutes} zero="دقيقة" one="دقيقة" two="دقيقتان" few="دقائق" many="دقيقة" other="دقيقة" />
      </Cell>
      <Cell value={seconds}>
        <Plural value={seconds} zero="ثانية" one="ثانية" two="ثانيتان" few="ثوانٍ" many="ثانية" other="ثانية" />
      </Cell>
    </div>
  );
}

export function NextMoment({ home, actions }: { home: Home; actions: ReactNode }) {
  const { t } = useLingui();
  const now = useServerNow();
  const { title, at } = useNext(home, now);
  const settings = placeIn(home.edition.id, 'dates');
  return (
    <Card title={at ? title : t`المواعيد`} actions={actions}>
      {at ? (
        <>
          <When at={at} zone={home.edition.timezone} show="stack" />
          <Countdown at={at} now={now} />
        </>
      ) : (
        <p className="tk-soft">
          {t`لم يُحدَّد الموعد التالي.`} <Link {...settings}>{t`حدّد المواعيد`}</Link>
        </p>
      )}
    </Card>
  );
}
