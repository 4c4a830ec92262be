// Whether an edition may go back a phase, what waits for whom, and how the names of those asked read.
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';

export type Reopening = components['schemas']['ReopeningView'];
const PATH = '/api/v1/editions/{edition_id}/reopening';

export function useReopening(editionId: string) {
  return useGet(PATH, { path: { edition_id: editionId }, refetchInterval: 60_000 });
}

/** «سارة، أحمد»: names in the reader's language, each kept in its own direction. */
export function useNames(): (people: Reopening['asked']) => string {
  const format = useFormat();
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  return (people) => people.map((one) => format.name(one)).join(comma);
}
