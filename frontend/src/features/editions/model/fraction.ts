// Exact fractions, as the server reckons: a share or a total is never rounded before it is shown.
export interface Fraction {
  n: bigint;
  d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  const top = BigInt(n);
  const bottom = BigInt(d);
  if (bottom === 0n) throw new RangeError('a fraction over zero');
  const sign = bottom < 0n ? -1n : 1n;
  const common = gcd(top, bottom) || 1n;
  return { n: (sign * top) / common, d: (sign * bottom) / common };
}

export const ZERO = fraction(0n);
export const ONE = fraction(1n);
export const add = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);
export const compare = (a: Fraction, b: Fraction): number => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};
export const isWhole = (a: Fraction): boolean => a.d === 1n;

/** "2.5" → 5/2; null when it is no plain decimal. */
export function parseFraction(text: string): Fraction | null {
  const found = /^(-?)(\d{1,9})(?:\.(\d{0,9}))?$/.exec(text.trim());
  if (!found) return null;
  const [, sign, whole = '0', part = ''] = found;
  const value = fraction(BigInt(whole + part), 10n ** BigInt(part.length));
  return sign ? fraction(-value.n, value.d) : value;
}

/** With that many decimals, half up (half away from zero below it), as the server writes it. */
export function decimals(value: Fraction, places: number): string {
  const top = value.n < 0n ? -value.n : value.n;
  const whole = (2n * top * 10n ** BigInt(places) + value.d) / (2n * value.d);
  const digits = whole.toString().padStart(places + 1, '0');
  const text = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
  return value.n < 0n && whole > 0n ? `-${text}` : text;
}

/** As people write it: no more decimals than it has, at most `places`. */
export function plain(value: Fraction, places = 3): string {
  const text = decimals(value, places);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** Whether that many decimals say it exactly. */
export const exactIn = (value: Fraction, places: number): boolean => (value.n * 10n ** BigInt(places)) % value.d === 0n;
