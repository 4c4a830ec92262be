// One measure on its scale: one's own mark, the one that it is compared with, and what others gave. Each has its own
// shape. The numbers stand beside it in words: it is decoration.
import type { CSSProperties } from 'react';
import './Bar.css';

export interface StripProps {
  min: number;
  max: number;
  own: number | null;
  reference: number | null;
  others?: readonly number[];
}

/** Where a value stands between the ends of its scale, in percent. */
export const percentOn = (min: number, max: number, value: number): number =>
  max > min ? Math.min(100, Math.max(0, (100 * (value - min)) / (max - min))) : 50;

export function Strip({ min, max, own, reference, others = [] }: StripProps) {
  const at = (value: number) => ({ '--at': `${percentOn(min, max, value)}%` }) as CSSProperties;
  const [least, most] = [Math.min(...others), Math.max(...others)];
  const span = { ...at(least), '--to': `${100 - percentOn(min, max, most)}%` } as CSSProperties;
  return (
    <span className="tk-strip" aria-hidden="true">
      <span className="tk-strip-line" />
      {others.length > 1 ? <span className="tk-strip-span" style={span} /> : null}
      {others.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may have given the same
        <span key={index} className="tk-strip-other" style={at(value)} />
      ))}
      {reference === null ? null : <span className="tk-strip-reference" style={at(reference)} />}
      {own === null ? null : <span className="tk-strip-own" style={at(own)} />}
    </span>
  );
}

/** What the shapes mean. */
export const StripKey = ({ own, reference, others }: { own: string; reference: string; others?: string }) => (
  <ul className="tk-bar-key">
    {[['own', own], ['reference', reference], ...(others ? [['other', others]] : [])].map(([as, label]) => (
      <li key={as}>
        <span className="tk-strip-sign" aria-hidden="true">
          <span className={`tk-strip-${as}`} />
        </span>
        {label}
      </li>
    ))}
  </ul>
);
