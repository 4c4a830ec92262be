// A plan as it is shown before, and after, it is applied.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { asProblem } from '../../../shared/api/problem';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Figure, Figures } from '../../../shared/ui/Card';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { When } from '../../../shared/ui/When';
import { diagnosisOf, wishOf } from '../model/goal';
import { DiagnosisCard } from '../parts/DiagnosisCard';
import { NotifyDialog } from '../parts/NotifyDialog';
import { Excluded, Loads, Pairs, type Plan, Short } from '../parts/PlanParts';
import { useMakePlan } from '../parts/usePlan';
import { refreshAssignments } from '../refresh';
import { planKinds } from '../words';
import '../assignments.css';
import '../problems';

function Acts({ plan, editionId }: { plan: Plan; editionId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState<'apply' | 'tell' | null>(null);
  const [key] = useState(newId);
  const again = useMakePlan(editionId, plan.round_id);
  const apply = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/plans/{plan_id}/apply', {
          params: { path: { plan_id: plan.id }, header: { 'idempotency-key': key } },
        }),
      ),
    onSuccess: async () => {
      setOpen(null);
      await refreshAssignments();
      notify(t`طُبّقت الخطة. أبلغ المحكّمين بما أُسند إليهم.`);
    },
    onError: () => setOpen(null),
  });
  const changed = apply.error ? asProblem(apply.error).code === 'world_changed' : false;
  const remake = <Button busy={again.busy} onPress={() => again.make(wishOf(plan))}>{t`أعدّ الخطة من جديد`}</Button>;
  const stuck = again.refused?.code === 'infeasible' ? diagnosisOf(again.refused.facts) : null;
  const pairs = format.number(plan.pairs_total);
  return (
    <>
      {apply.error ? <ProblemNotice error={apply.error} action={changed ? remake : null} /> : null}
      {stuck ? (
        <DiagnosisCard
          diagnosis={stuck}
          wish={wishOf(plan)}
          perEntry={plan.goal.jurors_per_entry}
          editionId={editionId}
          roundId={plan.round_id}
          busy={again.busy}
          onChoose={again.make}
        />
      ) : again.refused ? (
        <ProblemNotice error={again.refused} />
      ) : null}
      {plan.applied_at ? (
        <Notice
          tone="success"
          title={t`طُبّقت هذه الخطة`}
          action={
            <>
              <Button kind="primary" icon="mail" onPress={() => setOpen('tell')}>{t`أبلغ المحكّمين`}</Button>
              <LinkButton
                to="/editions/$editionId/assignments"
                params={{ editionId }}
                search={{ round: plan.round_id } as never}
              >{t`افتح لوحة الإسناد`}</LinkButton>
            </>
          }
        >
          {t`لا يعلم المحكّمون بما أُسند إليهم حتى تبلغهم.`}
        </Notice>
      ) : plan.pairs_total > 0 ? (
        <Notice
          title={t`لم تُطبّق بعد`}
          action={
            <Button kind="primary" onPress={() => setOpen('apply')}>
              {t`طبّق الخطة`}
            </Button>
          }
        >
          {t`راجع الأحمال والنواقص أدناه. لا يُسند شيء قبل التطبيق.`}
        </Notice>
      ) : (
        <Notice>{t`لا تضيف هذه الخطة شيئًا إلى ما أُسند من قبل.`}</Notice>
      )}
      <ConfirmDialog
        title={t`تطبيق خطة الإسناد`}
        isOpen={open === 'apply'}
        onClose={() => setOpen(null)}
        onConfirm={() => apply.mutate()}
        action={t`طبّق الخطة`}
        busy={apply.isPending}
      >
        <p>
          <Trans>تُنشأ الإسنادات كلها معًا، وعددها {pairs}. لا تُسحب بها إسنادات قائمة.</Trans>
        </p>
        {plan.short_total > 0 ? (
          <p>
            <Plural
              value={plan.short_total}
              zero="لا مشاركة تبقى ناقصة."
              one="تبقى مشاركة واحدة ناقصة."
              two="تبقى مشاركتان ناقصتين."
              few="تبقى # مشاركات ناقصة."
              many="تبقى # مشاركة ناقصة."
              other="تبقى # مشاركة ناقصة."
            />
          </p>
        ) : null}
      </ConfirmDialog>
      {open === 'tell' ? <NotifyDialog roundId={plan.round_id} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function Shown({ plan }: { plan: Plan }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const after = plan.loads.map((one) => one.after);
  const low = after.length > 0 ? Math.min(...after) : 0;
  const high = after.length > 0 ? Math.max(...after) : 0;
  const cut = plan.pairs_total > plan.pairs.length || plan.excluded_total > plan.excluded.length;
  return (
    <>
      <Figures>
        <Figure label={t`إسنادات جديدة`} value={format.number(plan.pairs_total)} />
        <Figure
          label={t`حمل المحكّم بعدها`}
          value={low === high ? format.number(low) : t`${format.number(low)} إلى ${format.number(high)}`}
        />
        <Figure label={t`تبقى ناقصة`} value={format.number(plan.short_total)} />
        <Figure label={t`أزواج مستثناة`} value={format.number(plan.excluded_total)} />
      </Figures>
      {plan.connected ? null : (
        <Notice tone="warning" title={t`لم يتحقق الترابط`}>
          {t`في بعض ${nouns.all} مشاركات لا يصل بينها محكّمون مشتركون، فتضعف المقارنة بينها. زد عدد المحكّمين لكل مشاركة، أو وسّع اللجنة.`}
        </Notice>
      )}
      <Tabs
        label={t`أجزاء الخطة`}
        items={[
          { id: 'loads', label: t`الأحمال`, content: <Loads plan={plan} /> },
          { id: 'short', label: t`النواقص`, note: format.number(plan.short_total), content: <Short plan={plan} /> },
          { id: 'pairs', label: t`الإسنادات`, note: format.number(plan.pairs_total), content: <Pairs plan={plan} /> },
          {
            id: 'excluded',
            label: t`المستثنى`,
            note: format.number(plan.excluded_total),
            content: <Excluded plan={plan} />,
          },
        ]}
      />
      {cut ? <p className="tk-small tk-soft">{t`القوائم مختصرة؛ الأعداد أعلاه كاملة.`}</p> : null}
    </>
  );
}

export function PlanPage() {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const editionId = useParam('editionId');
  const id = useParam('planId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const plan = useGet('/api/v1/plans/{plan_id}', { path: { plan_id: id } });
  const organises = useOrganises(edition.data);
  const { data } = plan;
  return (
    <Page
      title={data ? t`خطة إسناد: ${i18n._({ ...planKinds[data.kind], values: { ...nouns } })}` : t`خطة إسناد`}
      crumbs={[
        {
          label: t`الإسناد`,
          to: '/editions/$editionId/assignments',
          params: { editionId },
          search: { round: data?.round_id } as never,
        },
      ]}
      badge={data?.applied_at ? <Badge tone="success" dot>{t`طُبّقت`}</Badge> : null}
      lead={data ? <When at={data.made_at} zone={edition.data?.timezone} /> : null}
    >
      <Read of={plan}>
        {(found) => (
          <>
            {organises ? <Acts key={found.id} plan={found} editionId={editionId} /> : null}
            <Shown plan={found} />
          </>
        )}
      </Read>
    </Page>
  );
}
