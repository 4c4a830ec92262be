// The editions that accept entries now, with their deadline.
import { useLingui } from '@lingui/react/macro';
import { type Answer, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { LinkCard } from '../../../shared/ui/Card';
import { serverNow } from '../model/clock';
import { Countdown } from './Countdown';

export type Call = Answer<'/api/v1/editions'>['items'][number];

/** Open by its phase and by the clock: the deadline acts whatever the phase. */
export const accepts = (edition: Call, now: number): boolean =>
  edition.phase === 'open' &&
  (edition.opens_at === null || Date.parse(edition.opens_at) <= now) &&
  (edition.closes_at === null || Date.parse(edition.closes_at) >= now);

export function useOpenCalls() {
  const editions = useGet('/api/v1/editions', { query: { size: 200, sort: 'closes_at' } });
  return { ...editions, data: editions.data?.items.filter((edition) => accepts(edition, serverNow())) };
}

export function OpenCalls({ editions }: { editions: readonly Call[] }) {
  const { t } = useLingui();
  const format = useFormat();
  if (editions.length === 0) return null;
  return (
    <section aria-labelledby="calls" className="tk-stack">
      <h2 className="tk-h2" id="calls">
        {t`باب المشاركة مفتوح`}
      </h2>
      <div className="tk-grid">
        {editions.map((edition) => (
          <LinkCard
            key={edition.id}
            level={3}
            to="/entrant/calls/$editionId"
            params={{ editionId: edition.id }}
            title={<span dir="auto">{format.name(edition)}</span>}
          >
            <p className="tk-small tk-soft" dir="auto">
              {format.name(edition.programme)}
            </p>
            <Countdown until={edition.closes_at} zone={edition.timezone} />
          </LinkCard>
        ))}
      </div>
    </section>
  );
}
