// A plan as it is shown before, and after, it is applied.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { When } from '../../../shared/ui/When';
import { type Wish, wishOf } from '../model/goal';
import { PlanActs } from '../parts/PlanActs';
import { PlanCompare } from '../parts/PlanCompare';
import { PlanEntries } from '../parts/PlanEntries';
import { PlanGone } from '../parts/PlanGone';
import { Excluded, Loads, type Plan, Removed, Short } from '../parts/PlanParts';
import { PlanPicture } from '../parts/PlanPicture';
import { PlanQuality } from '../parts/PlanQuality';
import { planKinds } from '../words';
import '../assignments.css';
import '../problems';

function Shown({
  plan,
  editionId,
  zone,
  wish,
  onWish,
}: {
  plan: Plan;
  editionId: string;
  zone: string | undefined;
  wish: Wish;
  onWish: ((wish: Wish) => void) | null;
}) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const after = plan.loads.map((one) => one.after);
  const low = after.length > 0 ? Math.min(...after) : 0;
  const high = after.length > 0 ? Math.max(...after) : 0;
  const cut = plan.excluded_total > plan.excluded.length;
  return (
    <>
      <Figures>
        <Figure label={t`إسنادات جديدة`} value={format.number(plan.pairs_total)} />
        {plan.repair ? <Figure label={t`تُنقل من أصحابها`} value={format.number(plan.removed_total)} /> : null}
        <Figure
          label={t`حمل المحكّم بعدها`}
          value={low === high ? format.number(low) : t`${format.number(low)} إلى ${format.number(high)}`}
        />
        <Figure label={t`تبقى ناقصة`} value={format.number(plan.short_total)} />
        <Figure label={t`أزواج مستثناة`} value={format.number(plan.excluded_total)} />
      </Figures>
      {plan.repair?.minimal ? (
        <Notice tone="success">{t`هذا أقل تغيير ممكن: لا يُملأ إلا ما خلا من المقاعد، ولا يُنقل شيء من أحد.`}</Notice>
      ) : null}
      <PlanGone plan={plan} />
      {plan.connected ? null : (
        <Notice tone="warning" title={t`لم يتحقق الترابط`}>
          {t`في بعض ${nouns.all} مشاركات لا يصل بينها محكّمون مشتركون، فتضعف المقارنة بينها. زد عدد المحكّمين لكل مشاركة، أو وسّع اللجنة.`}
        </Notice>
      )}
      <Tabs
        label={t`أجزاء الخطة`}
        items={[
          {
            id: 'entries',
            label: t`المشاركات`,
            content: <PlanEntries plan={plan} editionId={editionId} wish={wish} onWish={onWish} />,
          },
          { id: 'loads', label: t`الأحمال`, content: <Loads plan={plan} /> },
          ...(plan.quality
            ? [{ id: 'quality', label: t`الجودة`, content: <PlanQuality quality={plan.quality} /> }]
            : []),
          { id: 'picture', label: t`الرسم`, content: <PlanPicture plan={plan} editionId={editionId} /> },
          { id: 'short', label: t`النواقص`, note: format.number(plan.short_total), content: <Short plan={plan} /> },
          ...(plan.removed_total > 0
            ? [
                {
                  id: 'removed',
                  label: t`المنقول`,
                  note: format.number(plan.removed_total),
                  content: <Removed plan={plan} />,
                },
              ]
            : []),
          {
            id: 'excluded',
            label: t`المستثنى`,
            note: format.number(plan.excluded_total),
            content: <Excluded plan={plan} />,
          },
          { id: 'compare', label: t`المقارنة`, content: <PlanCompare plan={plan} zone={zone} /> },
        ]}
      />
      {cut ? <p className="tk-small tk-soft">{t`القوائم مختصرة؛ الأعداد أعلاه كاملة.`}</p> : null}
    </>
  );
}

function Whole({
  plan,
  editionId,
  zone,
  organises,
}: {
  plan: Plan;
  editionId: string;
  zone?: string;
  organises: boolean;
}) {
  const [wish, setWish] = useState<Wish>(() => wishOf(plan));
  const solves = organises && plan.applied_at === null;
  return (
    <>
      {organises ? <PlanActs plan={plan} editionId={editionId} wish={wish} /> : null}
      <Shown plan={plan} editionId={editionId} zone={zone} wish={wish} onWish={solves ? setWish : null} />
    </>
  );
}

export function PlanPage() {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const editionId = useParam('editionId');
  const id = useParam('planId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const plan = useGet('/api/v1/plans/{plan_id}', { path: { plan_id: id } });
  const organises = useOrganises(edition.data);
  const { data } = plan;
  const panels = useGet('/api/v1/rounds/{round_id}/panels', {
    path: { round_id: data?.round_id ?? '' },
    enabled: data !== undefined,
  });
  const several = (panels.data?.items.length ?? 0) > 1;
  const panel = several ? panels.data?.items.find((one) => one.id === data?.goal.panel_id) : undefined;
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
      lead={
        data ? (
          <>
            <When at={data.made_at} zone={edition.data?.timezone} />
            {panel ? <Badge>{format.name(panel)}</Badge> : null}
          </>
        ) : null
      }
    >
      <Read of={plan}>
        {(found) => (
          <Whole
            key={found.id}
            plan={found}
            editionId={editionId}
            organises={organises}
            {...(edition.data ? { zone: edition.data.timezone } : {})}
          />
        )}
      </Read>
    </Page>
  );
}
