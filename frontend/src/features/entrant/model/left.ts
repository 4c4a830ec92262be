// The time that is left, in parts. The moment of the deadline itself still counts, as on the server.
export interface Left {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/** Null once the deadline has passed. */
export function leftUntil(until: string, now: number): Left | null {
  const total = Math.floor((Date.parse(until) - now) / 1000);
  if (total < 0 || Number.isNaN(total)) return null;
  return {
    days: Math.floor(total / 86_400),
    hours: Math.floor(total / 3600) % 24,
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
}
