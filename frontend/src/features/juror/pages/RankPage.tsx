// A juror orders the entries of a category, with the entry that they are at beside the list.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { orderKey } from '../../../offline/order';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Drawer } from '../../../shared/ui/Drawer';
import { Icon } from '../../../shared/ui/Icon';
import { Notice } from '../../../shared/ui/Notice';
import { EmptyState, Read, Titled } from '../../../shared/ui/States';
import { Beside } from '../order/Beside';
import { Foot } from '../order/Foot';
import type { Ranking } from '../order/model';
import { Rows } from '../order/Rows';
import { useOrder } from '../order/useOrder';
import { LateNotice } from '../parts/Late';
import { SaveStatus } from '../parts/SaveStatus';
import { Beforehand } from '../parts/Submission';
import { useOver } from '../useOver';
import { usePlace } from '../useSaver';
import '../problems';
import '../juror.css';
import '../print.css';
import '../order/order.css';

const OrderDiverged = lazy(async () => ({ default: (await import('../order/OrderDiverged')).OrderDiverged }));

const wide = globalThis.matchMedia('(width >= 960px)');
const onWidth = (listener: () => void) => {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
};

export function RankPage() {
  const id = useParam('rankingId');
  usePlace(orderKey(id));
  const ranking = useGet('/api/v1/juror/rankings/{ranking_id}', { path: { ranking_id: id } });
  return <Read of={ranking}>{(data) => <RankView key={id} ranking={data} />}</Read>;
}

function RankView({ ranking }: { ranking: Ranking }) {
  const { t } = useLingui();
  const format = useFormat();
  const { saver, shown, ready, tiers, rows, unplaced, change, told } = useOrder(ranking);
  const [at, setAt] = useState<string | null>(null);
  const isWide = useSyncExternalStore(onWidth, () => wide.matches);
  const over = useOver(ranking.closes_at);
  const accepting = ranking.window === 'open' && !over;
  const isReadOnly = !accepting || (shown.status === 'submitted' && !shown.reopened);
  const category = format.pick(ranking.category_ar, ranking.category_en);
  const instructions = format.pick(ranking.instructions_ar, ranking.instructions_en);
  const entry = rows.find((one) => one.entry_id === at);
  return (
    <div className="tk-juror-desk">
      <header className="tk-juror-bar">
        <title>{`${category} — ${t`ترتيب`}`}</title>
        <Link to="/juror" search={{ round: ranking.round_id } as never} className="tk-juror-back">
          <Icon name="arrow-back" />
          <span>{t`قائمتي`}</span>
        </Link>
        <div className="tk-juror-title">
          <h1 tabIndex={-1} data-page-title>
            {t`رتّب المشاركات`}
          </h1>
          <p className="tk-small tk-soft">
            <bdi>{format.pick(ranking.round_ar, ranking.round_en)}</bdi> – <bdi>{category}</bdi>
          </p>
        </div>
        <SaveStatus shown={shown} zone={ranking.timezone} isOrder />
      </header>
      <div className="tk-rank-columns">
        <section className="tk-rank-order" aria-label={t`ترتيبي`}>
          {instructions ? (
            <p className="tk-small tk-soft tk-rank-told" dir="auto">
              {instructions}
            </p>
          ) : null}
          <LateNotice late={ranking.late} />
          <Beforehand shown={shown} isOrder />
          {isReadOnly ? null : (
            <p className="tk-small tk-soft tk-rank-told">
              {t`الأفضل أولًا. اسحب المشاركة بين غيرها، أو فوق أخرى لتتقاسما المرتبة.`}{' '}
              <span className="tk-rank-keys">
                {t`من لوحة المفاتيح: Alt مع السهمين للتقديم والتأخير، وAlt مع Enter للتسوية بما فوقها أو الفصل، وAlt مع رقم للانتقال إلى مرتبته.`}
              </span>
            </p>
          )}
          {ranking.window === 'before' ? <Notice>{t`لم تُفتح الجولة بعد.`}</Notice> : null}
          {!accepting && ranking.window !== 'before' ? (
            <Notice tone="warning">{t`انتهى موعد الترتيب في هذه الجولة.`}</Notice>
          ) : null}
          {/* A place is one among all: a move made on an order that the device knows better would mix the two. */}
          {ready ? (
            <Rows
              rows={rows}
              tiers={tiers}
              unplaced={unplaced}
              selected={at}
              isReadOnly={isReadOnly}
              onSelect={setAt}
              onChange={change}
            />
          ) : null}
          <p className="tk-hidden" role="status">
            {told}
          </p>
          <Foot
            ranking={ranking}
            saver={saver}
            shown={shown}
            missing={unplaced.length}
            accepting={accepting}
            isReadOnly={isReadOnly}
          />
        </section>
        {isWide ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          <section className="tk-rank-entry" aria-label={t`المشاركة`} tabIndex={0}>
            {entry ? (
              <Titled value={true}>
                <Beside key={entry.entry_id} entry={entry} />
              </Titled>
            ) : (
              <EmptyState title={t`اختر مشاركة لتقرأها هنا`} icon="eye">
                {t`تبقى بجانب ترتيبك وأنت ترتّب.`}
              </EmptyState>
            )}
          </section>
        ) : (
          <Drawer
            title={entry ? t`مشاركة رقم ${format.number(entry.number, { useGrouping: false })}` : ''}
            from="end"
            isOpen={entry !== undefined}
            onClose={() => setAt(null)}
          >
            {entry ? (
              <Titled value={true}>
                <Beside key={entry.entry_id} entry={entry} />
              </Titled>
            ) : null}
          </Drawer>
        )}
      </div>
      <Suspense>
        {shown.state === 'conflict' ? <OrderDiverged ranking={ranking} saver={saver} shown={shown} /> : null}
      </Suspense>
    </div>
  );
}
