// Who goes on from a closed round to the next: rules, where their lines fall, the list, and applying it at once.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ProgressBar } from '../../../shared/ui/Progress';
import { EmptyState, Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { When } from '../../../shared/ui/When';
import { AdvancingList } from '../advancement/AdvancingList';
import { UndoDialog } from '../advancement/HandDialog';
import { type Advancement, refreshAdvancement, totalOf } from '../advancement/model';
import { Rules } from '../advancement/Rules';
import { Spread } from '../advancement/Spread';
import { CannotRank } from '../parts/CannotRank';
import { useTakeRanking } from '../parts/useTakeRanking';
import '../fairness/fairness.css';
import '../advancement/advancement.css';

function Applied({ data, zone, onUndo }: { data: Advancement; zone: string; onUndo: (() => void) | null }) {
  const { t } = useLingui();
  const format = useFormat();
  const by = format.pick(data.applied_by_ar, data.applied_by_en);
  if (!data.applied_at)
    return (
      <Notice title={t`لم تُطبَّق قائمة`}>{t`ما لم تُطبَّق قائمة تُحكَّم في الجولة المشاركات المستوفية للشروط كلها.`}</Notice>
    );
  return (
    <Notice
      tone="success"
      title={t`طُبّقت قائمة المتأهلين`}
      action={onUndo ? <Button icon="undo" onPress={onUndo}>{t`تراجع عنها`}</Button> : null}
    >
      <p>
        <Plural
          value={data.entries}
          zero="لا مشاركة في القائمة"
          one="مشاركة واحدة في القائمة"
          two="مشاركتان في القائمة"
          few="# مشاركات في القائمة"
          many="# مشاركة في القائمة"
          other="# مشاركة في القائمة"
        />
      </p>
      <p className="tk-small">
        <Trans>
          طبّقها <bdi>{by}</bdi> في <When at={data.applied_at} zone={zone} />.
        </Trans>
      </p>
    </Notice>
  );
}

function Content({ data, organises }: { data: Advancement; organises: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  const [dialog, setDialog] = useState<'apply' | 'undo' | null>(null);
  const [drafted, setDrafted] = useState(false);
  const ranking = useTakeRanking(() => void refreshAdvancement());
  const mayChange = organises && data.round.state === 'planned' && data.edition.phase === 'judging';
  const apply = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/rounds/{round_id}/advancement/apply', {
          params: { path: { round_id: data.round.id }, header: ifMatch(data.version) },
        }),
      ),
    onSuccess: async () => {
      await refreshAdvancement();
      notify(t`طُبّقت القائمة. لا تُحكَّم في الجولة إلا مشاركاتها.`);
    },
    onError: notifyProblem,
    onSettled: () => setDialog(null),
  });
  const from = data.from_round;
  if (!from)
    return (
      <EmptyState title={t`هذه أول جولة`} icon="rounds">{t`تُحكَّم فيها المشاركات المستوفية للشروط كلها.`}</EmptyState>
    );
  const take = (label: string) =>
    mayChange && from.state === 'closed' ? (
      <Button kind="primary" busy={ranking.busy} onPress={() => ranking.take(from.id)}>
        {label}
      </Button>
    ) : undefined;
  const job = ranking.job ? <ProgressBar label={t`يُحسب الترتيب`} value={ranking.job.progress} max={100} /> : null;
  if (!data.ranking)
    return (
      <>
        <CannotRank refused={ranking.refused} />
        {job}
        <EmptyState
          title={from.state === 'closed' ? t`احسب ترتيب الجولة السابقة` : t`الجولة السابقة لم تُغلق`}
          icon="award"
          action={take(t`خذ الترتيب`)}
        >
          {from.state === 'closed'
            ? t`يُبنى التأهل على ترتيب «${format.name(from)}» بالكسور الدقيقة.`
            : t`يُحدَّد المتأهلون بعد إغلاق «${format.name(from)}».`}
        </EmptyState>
      </>
    );
  const going = totalOf(data, 'going');
  const changes = totalOf(data, 'added') + totalOf(data, 'dropped');
  return (
    <div className="tk-stack tk-gap-6">
      <CannotRank refused={ranking.refused} />
      {job}
      {data.outdated ? (
        <Notice tone="warning" title={t`أُخذ ترتيب أحدث`}>
          {t`احسب القائمة من جديد لتُبنى عليه، ثم راجعها وطبّقها.`}
        </Notice>
      ) : null}
      <Applied data={data} zone={data.edition.timezone} onUndo={mayChange ? () => setDialog('undo') : null} />
      {mayChange ? (
        <Rules
          data={data}
          onDraft={setDrafted}
          more={<Button busy={ranking.busy} onPress={() => ranking.take(from.id)}>{t`حدّث الترتيب`}</Button>}
        />
      ) : null}
      {data.version > 0 ? (
        <Tabs
          label={nouns.All}
          urlKey="tab"
          items={data.categories.map((one) => ({
            id: one.category.id,
            label: format.name(one.category),
            content: <Spread one={one} />,
          }))}
        />
      ) : null}
      {mayChange && data.version > 0 && changes > 0 && !data.outdated ? (
        <Notice
          title={t`القائمة جاهزة للتطبيق: ${format.number(going)}`}
          action={
            <Button kind="primary" isDisabled={drafted} onPress={() => setDialog('apply')}>
              {t`طبّق القائمة`}
            </Button>
          }
        >
          {drafted
            ? t`غيّرت القواعد ولم تُحسب بها القائمة بعد: احسبها قبل تطبيقها.`
            : t`تُضاف ${format.number(totalOf(data, 'added'))} وتخرج ${format.number(totalOf(data, 'dropped'))} عمّا هو مطبّق.`}
        </Notice>
      ) : null}
      <AdvancingList data={data} mayChange={mayChange} />
      <ConfirmDialog
        title={t`تطبيق قائمة المتأهلين`}
        isOpen={dialog === 'apply'}
        onClose={() => setDialog(null)}
        onConfirm={() => apply.mutate()}
        action={t`طبّق القائمة`}
        busy={apply.isPending}
      >
        <p>{t`تُحكَّم في «${format.name(data.round)}» مشاركات القائمة وحدها، وعددها ${format.number(going)}.`}</p>
        {data.taken_back > 0 ? (
          <p>{t`تُسحب إسنادات لمشاركات لم تتأهل، وعددها ${format.number(data.taken_back)}.`}</p>
        ) : null}
        <p className="tk-soft">{t`يجوز التراجع ما لم تُفتح الجولة. ولا يُخبَر المشاركون بشيء قبل النشر.`}</p>
      </ConfirmDialog>
      {dialog === 'undo' ? <UndoDialog data={data} onClose={() => setDialog(null)} /> : null}
    </div>
  );
}

export function AdvancementPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const roundId = useParam('roundId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const advancement = useGet('/api/v1/rounds/{round_id}/advancement', { path: { round_id: roundId } });
  const organises = useOrganises(edition.data);
  return (
    <Page
      title={t`التأهل إلى الجولة`}
      lead={t`من الجولة المغلقة إلى التي تليها. كل اطّلاع على الدرجات يُسجَّل باسمك في سجل التدقيق.`}
      crumbs={[
        { label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } },
        {
          label: format.name(advancement.data?.round) || t`الجولة`,
          to: '/editions/$editionId/rounds/$roundId',
          params: { editionId, roundId } as never,
        },
      ]}
    >
      <Read of={advancement}>{(data) => <Content data={data} organises={organises} />}</Read>
    </Page>
  );
}
