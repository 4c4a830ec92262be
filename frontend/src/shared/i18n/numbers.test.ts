import { expect, test } from 'vitest';
import { formatBytes } from './numbers';

const KILO = 1024;
const MEGA = KILO * KILO;

test.each([
  [0, '0 بايت', '٠ بايت', '0 bytes'],
  [1, '1 بايت', '١ بايت', '1 byte'],
  [420, '420 بايت', '٤٢٠ بايت', '420 bytes'],
  [KILO, '1 كيلوبايت', '١ كيلوبايت', '1 kB'],
  [1_434, '1.4 كيلوبايت', '١٫٤ كيلوبايت', '1.4 kB'],
  [512 * KILO, '512 كيلوبايت', '٥١٢ كيلوبايت', '512 kB'],
  [MEGA - 1, '1 ميغابايت', '١ ميغابايت', '1 MB'],
  [2.55 * MEGA, '2.6 ميغابايت', '٢٫٦ ميغابايت', '2.6 MB'],
  [20 * MEGA, '20 ميغابايت', '٢٠ ميغابايت', '20 MB'],
  [1.25 * KILO * MEGA, '1.3 غيغابايت', '١٫٣ غيغابايت', '1.3 GB'],
])('%i bytes are said in their unit', (bytes, latin, arabic, english) => {
  expect(formatBytes(bytes, { language: 'ar', digits: 'latn' })).toBe(latin);
  expect(formatBytes(bytes, { language: 'ar', digits: 'arab' })).toBe(arabic);
  expect(formatBytes(bytes, { language: 'en', digits: 'arab' })).toBe(english);
});
