// How long is left, by the server's clock.
export interface Left {
  over: boolean;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

export function leftUntil(at: number, now: number): Left {
  const whole = Math.max(0, Math.ceil((at - now) / 1000));
  return {
    over: at <= now,
    days: Math.floor(whole / 86_400),
    hours: Math.floor((whole % 86_400) / 3600),
    minutes: Math.floor((whole % 3600) / 60),
    seconds: whole % 60,
  };
}
