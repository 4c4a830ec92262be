// Dates typed or picked on the Gregorian calendar, with the Hijri day said beside them.
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
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Calendar, CalendarCell, CalendarGrid, CalendarHeading } from 'react-aria-components/Calendar';
import { DateInput, DateSegment } from 'react-aria-components/DateField';
import { DatePicker as AriaDatePicker, type DatePickerProps as AriaProps } from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Group } from 'react-aria-components/Group';
import { Popover } from 'react-aria-components/Popover';
import { dayIn, FIRST_DAY, hijriText, LAST_DAY, RIYADH, zoneText } from '../i18n/dates';
import { useReader } from '../i18n/react';
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
      {beside ? <p className="tk-date-beside">{beside}</p> : null}
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

/** A calendar day. */
export function DateField({ value, onChange, min, max, ...rest }: DateFieldProps) {
  const reader = useReader();
  const hijri = value ? hijriText(value, reader) : '';
  return (
    <Picker<CalendarDate>
      {...rest}
      value={value ? parseDate(value) : null}
      onChange={(date) => onChange(date ? date.toString() : null)}
      minValue={parseDate(min ?? FIRST_DAY)}
      maxValue={parseDate(max ?? LAST_DAY)}
      beside={hijri ? <Trans>الموافق {hijri}</Trans> : null}
    />
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
