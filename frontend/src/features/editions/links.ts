// Where in an edition something is mended. Pages of other features are named by their address.
import type { LinkProps } from '@tanstack/react-router';

const addresses: Record<string, readonly [path: string, hash?: string]> = {
  categories: ['/editions/$editionId/categories'],
  dates: ['/editions/$editionId/settings', 'dates'],
  tiebreaks: ['/editions/$editionId/settings', 'tiebreaks'],
  entries: ['/editions/$editionId/entries'],
  questions: ['/editions/$editionId/questions'],
  rounds: ['/editions/$editionId/rounds'],
  panels: ['/editions/$editionId/panels'],
  jurors: ['/editions/$editionId/jurors'],
  results: ['/editions/$editionId/results'],
  changes: ['/editions/$editionId/changes'],
  conflicts: ['/editions/$editionId/conflicts'],
  approvals: ['/editions/$editionId/approval'],
  publication: ['/editions/$editionId/approval'],
  progress: ['/editions/$editionId/progress'],
  assignments: ['/editions/$editionId/assignments'],
  organisations: ['/organisations'],
  requests: ['/organisations/requests'],
};

export function placeIn(editionId: string, place: string, search?: Record<string, string>): LinkProps | null {
  const found = addresses[place];
  if (!found) return null;
  const [to, hash] = found;
  return { to, params: { editionId }, hash, search } as unknown as LinkProps;
}
