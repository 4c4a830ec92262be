// Until when, in both calendars, and how long that is by the server's clock.
import { Plural, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { When } from '../../../shared/ui/When';
import { passed } from '../model/announce';
import { useServerNow } from '../model/clock';
import { leftUntil } from '../model/left';

/** Days while there are two, then hours, minutes and seconds. */
export function Left({ until }: { until: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const left = leftUntil(until, now);
  if (!left) return <span>{t`انتهى الموعد`}</span>;
  const two = (value: number) => format.number(value, { minimumIntegerDigits: 2 });
  if (left.days >= 2)
    return (
      <Plural
        value={left.days}
        zero="بقي أقل من يوم"
        one="بقي يوم واحد"
        two="بقي يومان"
        few="بقيت # أيام"
        many="بقي # يومًا"
        other="بقي # يوم"
      />
    );
  const clock = `${two(left.days * 24 + left.hours)}:${two(left.minutes)}:${two(left.seconds)}`;
  return (
    <span>
      {t`بقي`} <bdi className="tk-entrant-clock">{clock}</bdi>
    </span>
  );
}

/** Says one hour, ten minutes and one minute before the end, and the end itself, to screen readers. */
function Aloud({ until }: { until: string }) {
  const { t } = useLingui();
  const now = useServerNow();
  const last = useRef(now);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const moment = passed(until, last.current, now);
    last.current = now;
    if (moment === 60) setSaid(t`بقيت ساعة واحدة على الموعد.`);
    if (moment === 10) setSaid(t`بقيت عشر دقائق على الموعد.`);
    if (moment === 1) setSaid(t`بقيت دقيقة واحدة على الموعد.`);
    if (moment === 'over') setSaid(t`انتهى الموعد. ما كتبته محفوظ على هذا الجهاز.`);
  }, [until, now, t]);
  return (
    <p className="tk-hidden" aria-live="assertive">
      {said}
    </p>
  );
}

export interface CountdownProps {
  until: string | null;
  zone: string;
  /** the moment has come: time to ask the server again */
  onOver?: () => void;
}

export function Countdown({ until, zone, onOver }: CountdownProps) {
  const { t } = useLingui();
  const now = useServerNow(5000);
  const over = until !== null && !leftUntil(until, now);
  const near = until !== null && !over && Date.parse(until) - now < 48 * 3_600_000;
  const tell = useRef(onOver);
  tell.current = onOver;
  useEffect(() => {
    if (over) tell.current?.();
  }, [over]);
  if (!until) return <p className="tk-soft">{t`لم يُحدَّد موعد للإغلاق بعد.`}</p>;
  return (
    <div className="tk-entrant-countdown" data-tone={over ? 'over' : near ? 'near' : undefined}>
      <p className="tk-row tk-gap-2 tk-strong">
        <Icon name={over ? 'lock' : 'clock'} size={18} />
        <Left until={until} />
      </p>
      <When at={until} zone={zone} show="stack" />
      <Aloud until={until} />
    </div>
  );
}
