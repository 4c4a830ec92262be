// A moment or a day in both calendars, with its zone. The machine-readable instant stays in <time>.
import { useLingui } from '@lingui/react/macro';
import { dayIn, gregorianText, hijriText, RIYADH, timeText, zoneText } from '../i18n/dates';
import { useReader } from '../i18n/react';
import './When.css';

export interface WhenProps {
  /** ISO instant in UTC, or a day YYYY-MM-DD */
  at: string | null | undefined;
  zone?: string | undefined;
  /** 'line': both calendars, time, zone. 'short': Gregorian day and time, for tables. 'day': the day only. */
  show?: 'line' | 'short' | 'day' | 'stack';
}

export function When({ at, zone = RIYADH, show = 'line' }: WhenProps) {
  const reader = useReader();
  const { t } = useLingui();
  if (!at) return <span className="tk-faint">{t`غير محدد`}</span>;
  const moment = at.length > 10;
  const day = moment ? dayIn(at, zone) : at;
  const gregorian = gregorianText(day, reader, show === 'line' || show === 'stack');
  const hijri = hijriText(day, reader);
  const clock = moment && show !== 'day' ? timeText(at, zone, reader) : '';
  const zoneName = moment ? zoneText(zone, reader, at) : '';
  if (show === 'short' || show === 'day')
    return (
      <time className="tk-when" dateTime={at} title={[hijri, zoneName].filter(Boolean).join(' — ')}>
        <span>{gregorianText(day, reader)}</span>
        {clock ? <span className="tk-when-clock">{clock}</span> : null}
      </time>
    );
  return (
    <time className={show === 'stack' ? 'tk-when tk-when-stack' : 'tk-when'} dateTime={at}>
      <span className={show === 'stack' ? 'tk-strong' : undefined}>
        {gregorian}
        {clock ? `${reader.language === 'ar' ? '، ' : ', '}${clock}` : ''}
      </span>
      <span className="tk-when-hijri">
        {show === 'line' && hijri ? '(' : ''}
        {hijri}
        {show === 'line' && hijri ? ')' : ''}
      </span>
      {clock ? <span className="tk-when-zone">{zoneName}</span> : null}
    </time>
  );
}
