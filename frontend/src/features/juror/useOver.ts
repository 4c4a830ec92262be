// Whether a deadline has passed, by the server's clock: what is made after it is taken by nobody, with or without a network.
import { useEffect, useState } from 'react';
import { serverNow } from '../../shared/api/clock';

const LONGEST = 2 ** 31 - 1; // a timer's milliseconds

export function useOver(closesAt: string): boolean {
  const left = () => Date.parse(closesAt) - serverNow();
  const [over, setOver] = useState(() => left() < 0);
  useEffect(() => {
    const wait = Date.parse(closesAt) - serverNow();
    setOver(wait < 0);
    if (wait < 0 || wait > LONGEST) return;
    const timer = setTimeout(() => setOver(true), wait + 1);
    return () => clearTimeout(timer);
  }, [closesAt]);
  return over;
}
