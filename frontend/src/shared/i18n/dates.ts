// Dates in both calendars. Every Intl call names its calendar, digits and zone; Hijri is Umm al-Qura.
import { hijriTag, localeTag, type Reader } from './settings';

export const RIYADH = 'Asia/Riyadh';

/** Days that Umm al-Qura's tables cover: 1300-01-01 to 1600-12-30 AH. */
export const FIRST_DAY = '1882-11-12';
export const LAST_DAY = '2174-11-25';

const kept = new Map<string, Intl.DateTimeFormat>();
function format(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let made = kept.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(tag, options);
    kept.set(key, made);
  }
  return made;
}

/** A calendar day as noon UTC: `new Date('2026-03-01')` would be midnight and slip a day in some zones. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const inTables = (day: string): boolean => day >= FIRST_DAY && day <= LAST_DAY;

export interface HijriDay {
  year: number;
  month: number;
  day: number;
}

/** `day` is YYYY-MM-DD on the Gregorian calendar; null outside Umm al-Qura's tables. */
export function toHijri(day: string): HijriDay | null {
  if (!inTables(day)) return null;
  const parts = format('en-u-ca-islamic-umalqura-nu-latn', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(noon(day));
  const of = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
  return { year: of('year'), month: of('month'), day: of('day') };
}

/** The Gregorian day on which an instant falls in `zone`, YYYY-MM-DD. */
export function dayIn(instant: string | Date, zone: string): string {
  const parts = format('en-CA-u-ca-gregory-nu-latn', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: zone,
  }).formatToParts(new Date(instant));
  const of = (type: string): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
}

export function gregorianText(day: string, reader: Reader, withWeekday = false): string {
  return format(localeTag(reader), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
    ...(withWeekday ? { weekday: 'long' as const } : {}),
  }).format(noon(day));
}

export function hijriText(day: string, reader: Reader): string {
  if (!inTables(day)) return '';
  return format(hijriTag(reader), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    noon(day),
  );
}

/** 23:59, in both languages: as the public pages and the mails write it. */
export function timeText(instant: string | Date, zone: string, reader: Reader): string {
  return format(localeTag(reader), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(instant));
}

/** «توقيت الرياض» and the like: the zone's own name, short enough for a line. */
export function zoneText(zone: string, reader: Reader, at: string | Date = new Date()): string {
  const part = format(localeTag(reader), { timeZone: zone, timeZoneName: 'shortGeneric', hour: 'numeric' })
    .formatToParts(new Date(at))
    .find((p) => p.type === 'timeZoneName');
  return part?.value ?? zone;
}

/** One plain sentence part with both calendars, for messages and titles. */
export function whenText(instant: string, zone: string, reader: Reader): string {
  const day = dayIn(instant, zone);
  const hijri = hijriText(day, reader);
  const comma = reader.language === 'ar' ? '، ' : ', ';
  return gregorianText(day, reader) + (hijri ? ` (${hijri})` : '') + comma + timeText(instant, zone, reader);
}
