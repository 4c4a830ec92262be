// Points as people type them, in Arabic or Western digits: read exactly, written in one way, or told what is wrong.
import { asciiDigits } from '../../shared/i18n/numbers';
import { type Fraction, fraction, type Leaf } from './model';

export type Wrong = 'not_a_number' | 'too_many_decimals' | 'out_of_range' | 'off_step';

export interface Read {
  /** as the server writes it; null while there is none, or something is wrong */
  points: string | null;
  wrong: Wrong | null;
}

const DECIMALS = 3;
const minus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under - b.over * a.under,
  under: a.under * b.under,
});

export function readPoints(leaf: Pick<Leaf, 'min' | 'max' | 'step'>, text: string): Read {
  const wrong = (what: Wrong): Read => ({ points: null, wrong: what });
  const clean = asciiDigits(text)
    .replace(/[\s\u061c\u200e\u200f]/g, '')
    .replace(/[,\u060c]/, '.')
    .replace('\u2212', '-');
  if (clean === '') return { points: null, wrong: null };
  const parts = /^(-?)(\d*)\.?(\d*)$/.exec(clean);
  if (!parts || !/\d/.test(clean) || (parts[2] ?? '').length > 9) return wrong('not_a_number');
  const whole = (parts[2] ?? '').replace(/^0+(?=\d)/, '') || '0';
  const digits = (parts[3] ?? '').replace(/0+$/, '');
  if (digits.length > DECIMALS) return wrong('too_many_decimals');
  const size = digits ? `${whole}.${digits}` : whole;
  const points = parts[1] && size !== '0' ? `-${size}` : size;
  const given = fraction(points);
  const above = minus(given, fraction(leaf.min));
  if (above.over < 0n || minus(fraction(leaf.max), given).over < 0n) return wrong('out_of_range');
  const step = leaf.step === null ? null : fraction(leaf.step);
  if (step && (above.over * step.under) % (above.under * step.over) !== 0n) return wrong('off_step');
  return { points, wrong: null };
}
