// What components ask of the language: formatters bound to the reader, as hooks.
import { useMemo, useSyncExternalStore } from 'react';
import { pick } from './bidi';
import * as dates from './dates';
import { currentReader, onReader } from './i18n';
import { formatBytes, formatDecimal, formatNumber } from './numbers';
import type { Reader } from './settings';

export function useReader(): Reader {
  return useSyncExternalStore(onReader, currentReader);
}

export interface Format {
  reader: Reader;
  /** 12345.5 → ١٢٬٣٤٥٫٥ or 12,345.5 */
  number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** a decimal string of the server with fixed digits */
  decimal: (value: string, digits?: number) => string;
  percent: (share: number) => string;
  /** a file's size: 1.4 كيلوبايت */
  bytes: (size: number) => string;
  /** both calendars in one plain text */
  when: (instant: string, zone?: string) => string;
  day: (day: string) => string;
  /** the text of a `*_ar`/`*_en` pair in the reader's language */
  pick: (ar?: string | null, en?: string | null) => string;
  /** the `name` pair of anything that has one */
  name: (thing: { name_ar?: string | null; name_en?: string | null } | null | undefined) => string;
}

export function formatFor(reader: Reader): Format {
  return {
    reader,
    number: (value, options) => formatNumber(value, reader, options),
    decimal: (value, digits) => formatDecimal(value, reader, digits),
    percent: (share) => formatNumber(share, reader, { style: 'percent', maximumFractionDigits: 0 }),
    bytes: (size) => formatBytes(size, reader),
    when: (instant, zone = dates.RIYADH) => dates.whenText(instant, zone, reader),
    day: (day) => dates.gregorianText(day, reader),
    pick: (ar, en) => pick(reader.language, ar, en),
    name: (thing) => pick(reader.language, thing?.name_ar, thing?.name_en),
  };
}

export function useFormat(): Format {
  const reader = useReader();
  return useMemo(() => formatFor(reader), [reader]);
}
