// What the juror has to do: progress per round, and the entries in it, filtered and searched on the device.
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, must } from '../../../shared/api/client';
import { keyOf, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { heading } from '../../../shared/entry/heading';
import { fold } from '../../../shared/i18n/bidi';
import { useFormat } from '../../../shared/i18n/react';
import { useUrlState } from '../../../shared/router/urlState';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ProgressBar } from '../../../shared/ui/Progress';
import { Select } from '../../../shared/ui/Select';
import { EmptyState, Read } from '../../../shared/ui/States';
import { TextField } from '../../../shared/ui/TextField';
import { When } from '../../../shared/ui/When';
import '../juror.css';

type Round = components['schemas']['OwnRound'];
type Item = components['schemas']['QueueItem'];

/** The whole queue of a round, part by part. */
async function wholeQueue(round: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const part: components['schemas']['Queue'] = await must(
      api.GET('/api/v1/juror/evaluations', { params: { query: { round, ...(after ? { after } : {}) } } }),
    );
    items.push(...part.items);
    after = part.next;
  } while (after !== null);
  return items;
}

export function QueuePage() {
  const { t } = useLingui();
  const rounds = useGet('/api/v1/juror/rounds');
  const [url] = useUrlState();
  return (
    <Page title={t`قائمتي`}>
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
  const [url, set] = useUrlState();
  const queue = useQuery({
    queryKey: keyOf('/api/v1/juror/evaluations', null, { round: round.round_id }),
    queryFn: () => wholeQueue(round.round_id),
  });
  const states = [
    { id: 'all', label: t`الكل` },
    { id: 'todo', label: t`لم يُرسل بعد` },
    { id: 'none', label: t`لم يبدأ` },
    { id: 'draft', label: t`مسودة` },
    { id: 'submitted', label: t`مُرسَل` },
  ];
  const wanted = states.find((one) => one.id === url.state)?.id ?? 'all';
  const words = fold(url.q ?? '')
    .split(' ')
    .filter(Boolean);
  const chosen = (items: readonly Item[]) =>
    items.filter(
      (item) =>
        (wanted === 'all' || (wanted === 'todo' ? item.state !== 'submitted' : item.state === wanted)) &&
        (!url.category || item.category_id === url.category) &&
        words.every((word) => fold(`${item.number} ${item.title_ar} ${item.title_en}`).includes(word)),
    );
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
              onChange={(id) => set({ round: id })}
            />
          ) : null
        }
      >
        <ProgressBar label={t`المشاركات التي أرسلت تقييمها`} value={round.submitted} max={round.assigned} />
        <div className="tk-row tk-small tk-soft">
          <span>{t`مسودات: ${format.number(round.drafts)}`}</span>
          <span>{t`تنحّيت عن: ${format.number(round.recused)}`}</span>
          <span>
            {t`تُغلق الجولة`} <When at={round.closes_at} zone={round.timezone} />
          </span>
        </div>
        {round.window === 'open' ? null : (
          <Notice tone={round.window === 'before' ? 'info' : 'warning'}>
            {round.window === 'before' ? t`لم تُفتح الجولة بعد.` : t`انتهى موعد التقييم في هذه الجولة.`}
          </Notice>
        )}
        {format.pick(round.instructions_ar, round.instructions_en) ? (
          <p dir="auto">{format.pick(round.instructions_ar, round.instructions_en)}</p>
        ) : null}
      </Card>
      <Read of={queue}>
        {(items) => {
          const shown = chosen(items);
          const noun = heading(format.pick(round.category_noun_ar, round.category_noun_en));
          const next = items.find((item) => item.state !== 'submitted');
          const categories = new Map(
            items.map((item) => [item.category_id, format.pick(item.category_ar, item.category_en)]),
          );
          return items.length === 0 ? (
            <EmptyState title={t`لا مشاركات مسندة إليك في هذه الجولة`} icon="list">
              {t`يُسند المنظّم المشاركات إلى المحكّمين، ويصلك بريد حين تبدأ.`}
            </EmptyState>
          ) : (
            <section className="tk-stack" aria-label={t`المشاركات المسندة إليّ`}>
              <div className="tk-row tk-spread tk-juror-tools">
                <div className="tk-row">
                  <TextField
                    label={t`ابحث برقم أو عنوان`}
                    hideLabel
                    placeholder={t`ابحث برقم أو عنوان`}
                    type="search"
                    icon="search"
                    value={url.q ?? ''}
                    onChange={(q) => set({ q: q || undefined })}
                  />
                  <Select
                    label={t`الحالة`}
                    hideLabel
                    options={states}
                    value={wanted}
                    onChange={(id) => set({ state: id === 'all' ? undefined : id })}
                  />
                  {categories.size > 1 ? (
                    <Select
                      label={noun}
                      hideLabel
                      options={[
                        { id: 'all', label: t`${noun}: الكل` },
                        ...[...categories].map(([id, label]) => ({ id, label })),
                      ]}
                      value={url.category ?? 'all'}
                      onChange={(id) => set({ category: id === 'all' ? undefined : id })}
                    />
                  ) : null}
                </div>
                {next ? (
                  <LinkButton
                    kind="primary"
                    to="/juror/evaluations/$evaluationId"
                    params={{ evaluationId: next.evaluation_id }}
                    iconEnd="arrow-forward"
                  >
                    {t`تابع التقييم`}
                  </LinkButton>
                ) : (
                  <Badge tone="success" dot>
                    {t`أرسلت كل تقييماتك`}
                  </Badge>
                )}
              </div>
              {shown.length === 0 ? (
                <EmptyState
                  title={t`لا نتائج مطابقة`}
                  icon="search"
                  action={
                    <Button
                      onPress={() => set({ q: undefined, state: undefined, category: undefined })}
                    >{t`امسح البحث`}</Button>
                  }
                />
              ) : (
                <ol className="tk-juror-queue">
                  {shown.map((item) => (
                    <li key={item.evaluation_id}>
                      <Link to="/juror/evaluations/$evaluationId" params={{ evaluationId: item.evaluation_id }}>
                        <span className="tk-juror-number">
                          <bdi>{format.number(item.number, { useGrouping: false })}</bdi>
                        </span>
                        <span className="tk-juror-words">
                          <bdi className="tk-strong">{format.pick(item.title_ar, item.title_en)}</bdi>
                          <span className="tk-small tk-soft">{format.pick(item.category_ar, item.category_en)}</span>
                        </span>
                        <StateBadge of="evaluation" state={item.state} />
                      </Link>
                    </li>
                  ))}
                </ol>
              )}
            </section>
          );
        }}
      </Read>
    </div>
  );
}
