// The one number formatter, and the reader of numbers that people type.
import { localeTag, type Reader } from './settings';

const kept = new Map<string, Intl.NumberFormat>();

export function formatNumber(value: number, reader: Reader, options: Intl.NumberFormatOptions = {}): string {
  const key = localeTag(reader) + JSON.stringify(options);
  let format = kept.get(key);
  if (!format) {
    format = new Intl.NumberFormat(localeTag(reader), options);
    kept.set(key, format);
  }
  return format.format(value);
}

/** A decimal string from the server (scores are exact: never through a float when it can be helped). */
export function formatDecimal(value: string, reader: Reader, digits = 2): string {
  return formatNumber(Number(value), reader, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** A file's size in the unit that people would say, of 1024 as its limits are: '840 bytes', '1.4 kB', '12 MB'. */
export function formatBytes(bytes: number, reader: Reader): string {
  let step = 0;
  let amount = bytes;
  // What would be shown as 1024 of a unit is 1 of the next.
  while (step < UNITS.length - 1 && Math.round(amount) >= 1024) {
    step += 1;
    amount /= 1024;
  }
  return formatNumber(amount, reader, {
    style: 'unit',
    unit: UNITS[step],
    // The Arabic abbreviations («م.ب») are not what people write.
    unitDisplay: step === 0 || reader.language === 'ar' ? 'long' : 'short',
    maximumFractionDigits: step === 0 || amount >= 100 ? 0 : 1,
  });
}

/** Arabic-Indic and Persian digits to ASCII; ٫ to a point, ٬ away. */
export function asciiDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, '');
}

/** Digits of a text as the reader wants them, for codes and dates that are not numbers. */
export function localDigits(text: string, digits: 'latn' | 'arab'): string {
  return digits === 'arab' ? text.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))) : text;
}

export function parseNumber(text: string): number | null {
  const clean = asciiDigits(text).replace(/[\s\u200e\u200f,]/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(clean)) return null;
  return Number(clean);
}
