// Which moments before a deadline are said aloud to those who do not watch the clock. Pure.
const MINUTE = 60_000;
export const SAID = [60, 10, 1] as const;
export type Said = (typeof SAID)[number];

/** The moment (in minutes before) that was passed between two looks at the clock; the nearest of several. */
export function passed(until: string, before: number, now: number): Said | 'over' | null {
  const end = Date.parse(until);
  if (before < end && now >= end) return 'over';
  const found = SAID.filter((minutes) => before < end - minutes * MINUTE && now >= end - minutes * MINUTE && now < end);
  return found.at(-1) ?? null;
}
