// The third generation: what was decided in the end, for those who read decisions.
import { useLingui } from '@lingui/react/macro';
import type { Answer } from '../../../shared/api/query';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { finalOf, type Meeting } from '../model';

type Decision = Answer<'/api/v1/editions/{edition_id}/decisions'>['categories'][number]['decisions'][number];

/** The decision on an entry of the meeting; null where there is none yet, or the reader has a conflict in its category. */
export function useFinal(meeting: Meeting, entryId: string): Decision | null {
  const decisions = useGet('/api/v1/editions/{edition_id}/decisions', {
    path: { edition_id: meeting.edition_id },
    enabled: meeting.minutes,
  });
  return finalOf(decisions.data, entryId);
}

/** A decision in a few words: winner, with place and level. */
export function useFinalWords(): (one: Decision) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (one) => {
    if (one.outcome === 'honourable_mention') return t`تنويه`;
    if (one.outcome !== 'winner') return t`بلا جائزة`;
    const place = one.place === null ? t`فائز` : t`فائز: المركز ${format.number(one.place)}`;
    const level = format.pick(one.level_ar, one.level_en);
    return level ? `${place} – ${level}` : place;
  };
}

export function FinalBadge({ meeting, entryId }: { meeting: Meeting; entryId: string }) {
  const one = useFinal(meeting, entryId);
  const words = useFinalWords();
  if (!one) return null;
  return <Badge tone={one.outcome === 'winner' ? 'gold' : 'neutral'}>{words(one)}</Badge>;
}
