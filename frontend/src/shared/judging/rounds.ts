// Which round a page is about: the one in the URL, else the one that needs somebody now.
import type { components } from '../api/schema';

export type Round = components['schemas']['StaffRound'];

/** The open round with the nearest closing; else the next planned; else the last closed. */
export function currentRound(rounds: readonly Round[]): Round | undefined {
  const by = (state: string): Round[] => rounds.filter((round) => round.state === state);
  const open = by('open').sort((a, b) => Date.parse(a.closes_at) - Date.parse(b.closes_at));
  const planned = by('planned').sort((a, b) => a.number - b.number);
  const closed = by('closed').sort((a, b) => b.number - a.number);
  return open[0] ?? planned[0] ?? closed[0];
}

/** When its grace ends: from then on the organiser may close it. */
export const lastMoment = (round: { closes_at: string; grace_minutes: number }): number =>
  Date.parse(round.closes_at) + round.grace_minutes * 60_000;

/** What a round weighs in an entry's score, and of how much: where no round has a weight, the last counts alone. */
export function weightOf(rounds: readonly Round[], round: Round): { weight: number; of: number } {
  const of = rounds.reduce((sum, one) => sum + one.weight, 0);
  if (of > 0) return { weight: round.weight, of };
  return { weight: rounds.every((one) => one.number <= round.number) ? 1 : 0, of: 1 };
}
