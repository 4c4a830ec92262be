// Dates typed or picked, with the same day on the other calendar said beside them.
// Values are strings: a day is YYYY-MM-DD, a moment is an ISO instant in UTC shown in the edition's zone.
import {
  type CalendarDate,
  parseAbsolute,
  parseDate,
  today,
  toZoned,
  type ZonedDateTime,
} from '@internationalized/date';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid, CalendarHeading } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker as AriaDatePicker, type DatePickerProps as AriaProps } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Popover } from 'react-aria-components/Popover';
import { dayIn, FIRST_DAY, gregorianText, hijriText, LAST_DAY, RIYADH, zoneText } from '../i18n/dates';
import { useReader } from '../i18n/react';
import { hijriTag, localeTag } from '../i18n/settings';
import { FieldError, FieldHelp, FieldLabel } from './AriaField';
import type { FieldProps } from './Field';
import { Icon } from './Icon';
import './DateField.css';

interface Common extends FieldProps {
  isRequired?: boolean;
  isDisabled?: boolean;
}

type Inner<T extends CalendarDate | ZonedDateTime> = Common &
  Pick<AriaProps<T>, 'value' | 'onChange' | 'granularity' | 'minValue' | 'maxValue' | 'placeholderValue'> & {
    beside: ReactNode;
  };

function Picker<T extends CalendarDate | ZonedDateTime>({ label, help, error, hideLabel, beside, ...rest }: Inner<T>) {
  const { t } = useLingui();
  return (
    <AriaDatePicker
      {...(rest as AriaProps<T>)}
      validationBehavior="aria"
      firstDayOfWeek="sun"
      hideTimeZone
      hourCycle={24}
      shouldForceLeadingZeros={false}
      isInvalid={Boolean(error)}
      className="tk-field"
    >
      <FieldLabel label={label} required={rest.isRequired ?? false} hidden={hideLabel ?? false} />
      <FieldHelp>{help}</FieldHelp>
      <Group className="tk-input-group tk-date">
        <DateInput className="tk-date-input">
          {(segment) => <DateSegment segment={segment} className="tk-segment" />}
        </DateInput>
        <AriaButton className="tk-affix">
          <Icon name="calendar" size={18} />
        </AriaButton>
      </Group>
      {beside ? <div className="tk-date-beside">{beside}</div> : null}
      <FieldError error={error} />
      <Popover className="tk-popover tk-calendar-popover" offset={4}>
        <Dialog className="tk-calendar-dialog" aria-label={t`التقويم`}>
          <Calendar className="tk-calendar">
            <header>
              <AriaButton slot="previous" className="tk-icon-button">
                <Icon name="chevron-back" />
              </AriaButton>
              <CalendarHeading className="tk-h3" />
              <AriaButton slot="next" className="tk-icon-button">
                <Icon name="chevron-forward" />
              </AriaButton>
            </header>
            <CalendarGrid weekdayStyle="short">
              {(date) => <CalendarCell date={date} className="tk-day" />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </AriaDatePicker>
  );
}

export interface DateFieldProps extends Common {
  value: string | null;
  onChange: (day: string | null) => void;
  min?: string;
  max?: string;
}

/** A calendar day, typed or picked on either calendar; the other one is said beside it. */
export function DateField({ value, onChange, min, max, ...rest }: DateFieldProps) {
  const { t } = useLingui();
  const reader = useReader();
  const [onHijri, setOnHijri] = useState(false);
  const other = value ? (onHijri ? gregorianText(value, reader) : hijriText(value, reader)) : '';
  return (
    <I18nProvider locale={onHijri ? hijriTag(reader) : localeTag(reader)}>
      <Picker<CalendarDate>
        key={String(onHijri)}
        {...rest}
        value={value ? parseDate(value) : null}
        onChange={(date) => onChange(date ? date.toString() : null)}
        minValue={parseDate(min ?? FIRST_DAY)}
        maxValue={parseDate(max ?? LAST_DAY)}
        beside={
          <>
            {other ? (
              <span>
                <Trans>الموافق {other}</Trans>
              </span>
            ) : null}
            {rest.isDisabled ? null : (
              <button type="button" className="tk-date-switch" onClick={() => setOnHijri(!onHijri)}>
                {onHijri ? t`اكتبه بالميلادي` : t`اكتبه بالهجري`}
              </button>
            )}
          </>
        }
      />
    </I18nProvider>
  );
}

export interface MomentFieldProps extends Common {
  /** ISO instant in UTC */
  value: string | null;
  onChange: (instant: string | null) => void;
  /** the edition's time zone */
  zone?: string;
}

/** A moment, such as a deadline, on the wall clock of the edition's zone. */
export function MomentField({ value, onChange, zone = RIYADH, ...rest }: MomentFieldProps) {
  const reader = useReader();
  const hijri = value ? hijriText(dayIn(value, zone), reader) : '';
  const zoneName = zoneText(zone, reader);
  return (
    <Picker<ZonedDateTime>
      {...rest}
      granularity="minute"
      // Without a zoned placeholder an empty field would answer a moment without a zone.
      placeholderValue={toZoned(today(zone), zone)}
      value={value ? parseAbsolute(value, zone) : null}
      onChange={(moment) => onChange(moment ? moment.toAbsoluteString() : null)}
      beside={
        hijri ? (
          <Trans>
            الموافق {hijri}، {zoneName}
          </Trans>
        ) : (
          zoneName
        )
      }
    />
  );
}
