// The server's clock, carried on from the moment its answer came: what people see agrees with what it decides.
import { useEffect, useState } from 'react';

export function useServerNow(said: string, receivedAt: number): number {
  const ahead = Date.parse(said) - receivedAt;
  const [now, setNow] = useState(() => Date.now() + ahead);
  useEffect(() => {
    setNow(Date.now() + ahead);
    const timer = setInterval(() => setNow(Date.now() + ahead), 1000);
    return () => clearInterval(timer);
  }, [ahead]);
  return now;
}
