// Standings and decisions, category by category. Opening this page before publication is itself recorded.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { UnsavedGuard } from '../../../shared/forms/UnsavedGuard';
import { useFormat } from '../../../shared/i18n/react';
import { hasRole, useMe } from '../../../shared/me';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ProgressBar } from '../../../shared/ui/Progress';
import { EmptyState, Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { When } from '../../../shared/ui/When';
import type { Draft } from '../model';
import { CannotRank } from '../parts/CannotRank';
import { CategoryPanel } from '../parts/CategoryPanel';
import { useTakeRanking } from '../parts/useTakeRanking';
import { methodNames } from '../words';
import '../results.css';

export function ResultsPage() {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const me = useMe();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const standings = useGet('/api/v1/editions/{edition_id}/standings', { path });
  const decisions = useGet('/api/v1/editions/{edition_id}/decisions', { path });
  const approval = useGet('/api/v1/editions/{edition_id}/approval', { path });
  const ranking = useTakeRanking(() => notify(t`أُخذ الترتيب.`));
  const organises = hasRole(me, 'organiser');
  const [edits, setEdits] = useState<Record<string, Draft | null>>({});
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', { path, enabled: organises });
  const closed = rounds.data?.items.filter((round) => round.state === 'closed').at(-1);
  const frozen = approval.data !== undefined && !['none', 'returned'].includes(String(approval.data.state ?? 'none'));

  const methodSaid = (data: components['schemas']['Standings']) => {
    const method = data.ranking ? i18n._(methodNames[data.ranking.method]) : '';
    const fallen = data.categories.filter((one) =>
      one.rows.some((row) => row.by_mean && row.trace[0]?.rule !== 'round'),
    );
    if (fallen.length === 0) return method;
    const names = fallen.map((one) => format.name(one.category)).join(format.pick('، ', ', '));
    return t`${method}، وبالمتوسط في: ${names}`;
  };

  return (
    <Page
      title={t`الترتيب والقرارات`}
      lead={t`كل اطّلاع على الدرجات يُسجَّل باسمك في سجل التدقيق.`}
      actions={
        organises ? (
          <LinkButton to="/editions/$editionId/approval" params={{ editionId }} iconEnd="arrow-forward">
            {t`الاعتماد والنشر`}
          </LinkButton>
        ) : null
      }
    >
      <UnsavedGuard when={Object.values(edits).some(Boolean)} />
      <CannotRank refused={ranking.refused} />
      {ranking.job ? <ProgressBar label={t`يُحسب الترتيب`} value={ranking.job.progress} max={100} /> : null}
      <Read of={standings}>
        {(data) => {
          const { ranking: taken } = data;
          const roundId = data.round?.id ?? closed?.id ?? null;
          const take = organises && !frozen && (data.round?.state === 'closed' || closed) && roundId;
          if (!taken)
            return (
              <EmptyState
                title={t`لم يؤخذ ترتيب بعد`}
                icon="award"
                action={
                  take ? (
                    <Button kind="primary" busy={ranking.busy} onPress={() => ranking.take(roundId)}>
                      {t`خذ الترتيب`}
                    </Button>
                  ) : null
                }
              >
                {take
                  ? t`أُغلقت الجولة. يُحسب الترتيب من التقييمات المُرسلة بالكسور الدقيقة، وتُطبّق قواعد كسر التعادل المعلنة.`
                  : t`يؤخذ الترتيب بعد أن يغلق المنظّم الجولة.`}
              </EmptyState>
            );
          return (
            <div className="tk-stack tk-gap-6">
              {data.outdated ? (
                <Notice
                  tone="warning"
                  title={t`تغيّر ما بُني عليه هذا الترتيب`}
                  action={
                    take ? (
                      <Button busy={ranking.busy} onPress={() => ranking.take(roundId)}>
                        {t`خذ ترتيبًا جديدًا`}
                      </Button>
                    ) : null
                  }
                >
                  {t`تغيّرت حالة مشاركة أو قرار لرئيس اللجنة بعد أخذه.`}
                </Notice>
              ) : null}
              {frozen ? (
                <Notice>
                  {approval.data?.state === 'frozen'
                    ? t`القرارات مجمّدة تنتظر التوقيع، ولا تُعدَّل إلا إن أعادها المعتمِد.`
                    : data.edition.phase === 'approved'
                      ? t`وُقّعت القرارات، ولا تُعدَّل إلا إن عادت الدورة إلى المداولة بسبب مكتوب وموافقة معتمِد.`
                      : t`وُقّعت القرارات، ولا تُعدَّل.`}
                </Notice>
              ) : null}
              <Card
                title={t`لقطة الترتيب رقم ${format.number(taken.number)}`}
                actions={
                  <>
                    {data.round?.mode !== 'ranking' &&
                    (hasRole(me, 'organiser') || hasRole(me, 'auditor') || hasRole(me, 'chair')) ? (
                      <LinkButton
                        size="small"
                        icon="scale"
                        to="/editions/$editionId/results/fairness"
                        params={{ editionId }}
                      >
                        {t`تقرير الإنصاف`}
                      </LinkButton>
                    ) : null}
                    <Button
                      size="small"
                      icon="download"
                      onPress={() =>
                        void download(`/api/v1/rankings/${taken.id}/rows?format=csv`, 'ranking.csv').catch(
                          notifyProblem,
                        )
                      }
                    >
                      CSV
                    </Button>
                  </>
                }
              >
                <DescriptionList
                  items={[
                    data.rounds.length === 0
                      ? { label: t`الجولة`, value: format.name(data.round) }
                      : {
                          label: t`الجولات وأوزانها`,
                          value: data.rounds.map((round) => (
                            <p key={round.id}>{t`${format.name(round)}: ${format.number(round.weight)}`}</p>
                          )),
                        },
                    {
                      label: t`طريقة حساب الدرجة`,
                      value:
                        data.round?.mode === 'ranking' ? t`متوسط نقاط بوردا من ترتيبات المحكّمين` : methodSaid(data),
                    },
                    { label: t`أُخذت في`, value: <When at={taken.made_at} zone={data.edition.timezone} /> },
                    { label: t`بصمة المدخلات`, value: <code className="tk-results-hash">{taken.inputs_hash}</code> },
                  ]}
                />
              </Card>
              <Tabs
                label={nouns.All}
                urlKey="category"
                items={data.categories.map((category) => ({
                  id: category.category.id,
                  label: format.name(category.category),
                  note: edits[category.category.id] ? t`لم تُحفظ` : undefined,
                  content: (
                    <CategoryPanel
                      key={`${category.category.id}-${taken.id}`}
                      edited={edits[category.category.id] ?? null}
                      onEdit={(draft) => setEdits((all) => ({ ...all, [category.category.id]: draft }))}
                      category={category}
                      decided={decisions.data?.categories.find((one) => one.category.id === category.category.id)}
                      editionId={editionId}
                      rankingId={taken.id}
                      roundId={data.round?.id ?? null}
                      quorum={data.quorum}
                      mayDecide={organises && !frozen && decisions.data !== undefined}
                      isChair={hasRole(me, 'chair')}
                    />
                  ),
                }))}
              />
            </div>
          );
        }}
      </Read>
    </Page>
  );
}
