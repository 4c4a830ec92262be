// What the juror has to do: progress per round, and the entries in it.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNounsOf } from '../../../shared/nouns';
import { useUrlState } from '../../../shared/router/urlState';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DataList } from '../../../shared/ui/list/DataList';
import { arrange } from '../../../shared/ui/list/held';
import { Page } from '../../../shared/ui/PageHeader';
import { ProgressBar } from '../../../shared/ui/Progress';
import { Select } from '../../../shared/ui/Select';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { AskedInRound } from '../parts/Asked';
import { Away } from '../parts/Away';
import { Completion } from '../parts/Completion';
import { Grace } from '../parts/Late';
import { OutboxStatus } from '../parts/OutboxStatus';
import { OwnActs } from '../parts/OwnActs';
import { PanelWaits } from '../parts/PanelWaits';
import { Practices } from '../parts/Practices';
import { RoundNotices } from '../parts/RoundNotices';
import { Standing } from '../parts/Standing';
import { Update } from '../parts/Update';
import { Undecided } from '../parts/Waiting';
import { beginWalk } from '../parts/Walk';
import { type Item, queueRules, standing, useQueue, viewOf } from '../queue';
import { useDrafts } from '../useOutbox';
import { queueStates } from '../words';
import '../juror.css';

// Of rounds that rank.
const Orders = lazy(async () => ({ default: (await import('../order/Orders')).Orders }));

type Round = components['schemas']['OwnRound'];

export function QueuePage() {
  const { t } = useLingui();
  const rounds = useGet('/api/v1/juror/rounds');
  const [url] = useUrlState();
  return (
    <Page title={t`قائمتي`}>
      <Update />
      <PanelWaits />
      <Practices />
      <Read of={rounds}>
        {({ items }) => {
          const round =
            items.find((one) => one.round_id === url.round) ?? items.find((one) => one.state === 'open') ?? items[0];
          return round ? (
            <RoundQueue round={round} rounds={items} />
          ) : (
            <EmptyState
              title={t`لا جولات لك بعد`}
              icon="scale"
              action={<LinkButton to="/jury">{t`عضويتي في اللجان`}</LinkButton>}
            >
              {t`تظهر هنا المشاركات حين يُسندها إليك المنظّم، ويصلك بريد بذلك.`}
            </EmptyState>
          );
        }}
      </Read>
    </Page>
  );
}

function RoundQueue({ round, rounds }: { round: Round; rounds: readonly Round[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const [, set] = useUrlState();
  const queue = useQueue(round.round_id);
  useEffect(beginWalk, []);
  return (
    <div className="tk-stack tk-gap-6">
      <Card
        title={
          <>
            <bdi>{format.pick(round.programme_ar, round.programme_en)}</bdi> – <bdi>{format.name(round)}</bdi>
          </>
        }
        actions={
          rounds.length > 1 ? (
            <Select
              label={t`الجولة`}
              hideLabel
              options={rounds.map((one) => ({
                id: one.round_id,
                label: `${format.pick(one.edition_ar, one.edition_en)} – ${format.name(one)}`,
              }))}
              value={round.round_id}
              onChange={(id) => set({ round: id, category: undefined, page: undefined })}
            />
          ) : null
        }
      >
        <OutboxStatus zone={round.timezone} readAt={queue.dataUpdatedAt} />
        <ProgressBar
          label={round.mode === 'ranking' ? t`المشاركات التي أرسلت ترتيبها` : t`المشاركات التي أرسلت تقييمها`}
          value={round.submitted}
          max={round.assigned}
        />
        <div className="tk-row tk-small tk-soft">
          {round.blind ? <span>{t`جولة بلا أسماء`}</span> : null}
          <span>{t`مسودات: ${format.number(round.drafts)}`}</span>
          {round.reopened > 0 ? <span>{t`أعدت فتحها: ${format.number(round.reopened)}`}</span> : null}
          <Link to="/juror/conflicts">{t`تنحّيت عن: ${format.number(round.recused)}`}</Link>
          {round.moved > 0 ? <span>{t`نُقلت مشاركاتها: ${format.number(round.moved)}`}</span> : null}
          <span>
            {t`تُغلق الجولة`} <When at={round.closes_at} zone={round.timezone} />{' '}
            <Grace closesAt={round.closes_at} minutes={round.grace_minutes} zone={round.timezone} />
          </span>
        </div>
        <RoundNotices round={round} />
        {format.pick(round.instructions_ar, round.instructions_en) ? (
          <p dir="auto">{format.pick(round.instructions_ar, round.instructions_en)}</p>
        ) : null}
        {queue.data ? <Completion round={round} items={queue.data} /> : null}
      </Card>
      <Read of={queue}>
        {(items) => (
          <>
            <OwnActs round={round.round_id} />
            {round.mode === 'ranking' ? (
              <Suspense>
                <Orders roundId={round.round_id} />
              </Suspense>
            ) : null}
            <Entries items={items} round={round} />
            <AskedInRound roundId={round.round_id} zone={round.timezone} />
            <Away key={round.round_id} round={round} items={items} />
          </>
        )}
      </Read>
    </div>
  );
}

function Entries({ items, round }: { items: readonly Item[]; round: Round }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [url] = useUrlState();
  const noun = useNounsOf(round).One;
  const drafts = useDrafts();
  const here = new Set(items.map((item) => item.evaluation_id));
  const categories = new Map(items.map((item) => [item.category_id, format.pick(item.category_ar, item.category_en)]));
  const rules = queueRules(format);
  const desk = (item: Item) => ({
    to: '/juror/evaluations/$evaluationId' as const,
    params: { evaluationId: item.evaluation_id },
    search: viewOf(url) as never,
  });
  const waits = (item: Item) => standing(item) !== 'submitted' && item.late !== 'waiting';
  const inView = arrange(items, rules, url);
  // What counts nowhere yet comes before what only waits to be submitted again; what was put off comes last.
  const next =
    inView.find((item) => waits(item) && !item.reopened && !item.later) ??
    inView.find((item) => waits(item) && !item.later) ??
    inView.find(waits);
  return (
    <div className="tk-stack">
      <Undecided drafts={[...drafts.values()].filter((one) => one.parked && !here.has(one.evaluation_id))} />
      {items.length > 0 ? (
        <div className="tk-row tk-spread">
          <h2 className="tk-h2">{t`المشاركات المسندة إليّ`}</h2>
          {round.mode === 'ranking' ? null : next ? (
            <LinkButton kind="primary" {...desk(next)} iconEnd="arrow-forward">
              {t`تابع التقييم`}
            </LinkButton>
          ) : (
            <Badge tone="success" dot>
              {items.some(waits) ? t`أرسلت كل ما في هذه القائمة المرشّحة` : t`أرسلت كل تقييماتك`}
            </Badge>
          )}
        </div>
      ) : null}
      <DataList
        rows={items}
        rules={rules}
        fileName="evaluations"
        label={t`المشاركات المسندة إليّ`}
        searchLabel={t`ابحث برقم أو عنوان`}
        rowId={(item) => item.evaluation_id}
        rowLink={desk}
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: Object.entries(queueStates).map(([id, words]) => ({ id, label: i18n._(words) })),
          },
          ...(categories.size > 1
            ? [{ id: 'category', label: noun, options: [...categories].map(([id, label]) => ({ id, label })) }]
            : []),
        ]}
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            width: '5.5rem',
            cell: (item) => format.number(item.number, { useGrouping: false }),
            plain: (item) => item.number,
          },
          {
            id: 'title',
            header: t`المشاركة`,
            primary: true,
            sortable: true,
            cell: (item) => format.pick(item.title_ar, item.title_en),
          },
          {
            id: 'category',
            header: noun,
            sortable: true,
            cell: (item) => <bdi>{format.pick(item.category_ar, item.category_en)}</bdi>,
            plain: (item) => format.pick(item.category_ar, item.category_en),
          },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (item) => <Standing item={item} draft={drafts.get(item.evaluation_id)} />,
            plain: (item) => i18n._(queueStates[standing(item)]),
          },
        ]}
        empty={{
          title: t`لا مشاركات مسندة إليك في هذه الجولة`,
          text: t`يُسند المنظّم المشاركات إلى المحكّمين، ويصلك بريد حين تبدأ.`,
          icon: 'list',
        }}
      />
    </div>
  );
}
