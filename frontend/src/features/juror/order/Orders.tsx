// In the queue of a round that ranks: one order of each category, and where it stands.
import { Plural, useLingui } from '@lingui/react/macro';
import { orderKey } from '../../../offline/order';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { LinkCard } from '../../../shared/ui/Card';
import { Read } from '../../../shared/ui/States';
import { LateBadge } from '../parts/Late';
import { WaitingBadge } from '../parts/Waiting';
import { useDrafts } from '../useOutbox';
import type { Ranking } from './model';

export function Orders({ roundId }: { roundId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const drafts = useDrafts();
  const rankings = useGet('/api/v1/juror/rankings', { query: { round: roundId } });
  const state = (one: Ranking) => {
    if (one.reopened) return <Badge tone="warning" dot>{t`أعدت فتحه`}</Badge>;
    if (one.status === 'submitted') return <Badge tone="success" dot>{t`أُرسل`}</Badge>;
    return one.status === 'draft' ? <Badge tone="info" dot>{t`مسودة`}</Badge> : <Badge>{t`لم يُبدأ`}</Badge>;
  };
  return (
    <section className="tk-stack">
      <h2 className="tk-h2">{t`ترتيباتي`}</h2>
      <Read of={rankings}>
        {({ items }) => (
          <div className="tk-stack tk-gap-2">
            {items.map((one) => (
              <LinkCard
                key={one.ranking_id}
                to={'/juror/rankings/$rankingId' as never}
                params={{ rankingId: one.ranking_id } as never}
                title={<bdi>{format.pick(one.category_ar, one.category_en)}</bdi>}
                meta={
                  <span className="tk-row tk-gap-2">
                    <Plural
                      value={one.entries.length}
                      zero="لا مشاركات"
                      one="مشاركة واحدة"
                      two="مشاركتان"
                      few="# مشاركات"
                      many="# مشاركة"
                      other="# مشاركة"
                    />
                    {state(one)}
                    <LateBadge state={one.late?.state} />
                    <WaitingBadge draft={drafts.get(orderKey(one.ranking_id))} />
                  </span>
                }
              />
            ))}
          </div>
        )}
      </Read>
    </section>
  );
}
