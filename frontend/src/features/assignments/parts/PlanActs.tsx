// What the organiser does with a plan: apply it, solve it again, tell the jurors.
import type { MessageDescriptor } from '@lingui/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { asProblem } from '../../../shared/api/problem';
import { useFormat } from '../../../shared/i18n/react';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { ProgressBar } from '../../../shared/ui/Progress';
import { diagnosisOf, type Wish, without } from '../model/goal';
import { refreshAssignments } from '../refresh';
import { partWords } from '../words';
import { DiagnosisCard } from './DiagnosisCard';
import { NotifyDialog } from './NotifyDialog';
import type { Plan } from './PlanParts';
import { useMakePlan } from './usePlan';

export function PlanActs({ plan, editionId, wish }: { plan: Plan; editionId: string; wish: Wish }) {
  const { t, i18n } = useLingui();
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
  const problem = apply.error ? asProblem(apply.error) : null;
  const changed = problem?.code === 'world_changed';
  const left = changed && Array.isArray(problem.facts.left) ? (problem.facts.left as string[]) : [];
  const remake = (
    <Button busy={again.busy} onPress={() => again.make(without(wish, left))}>{t`أعدّ الخطة من جديد`}</Button>
  );
  const parts = changed && Array.isArray(problem.facts.changed) ? (problem.facts.changed as string[]) : [];
  const settled = wish.pins.length + wish.forbids.length;
  const differs = JSON.stringify([wish.pins, wish.forbids]) !== JSON.stringify([plan.goal.pins, plan.goal.forbids]);
  const stuck = again.refused?.code === 'infeasible' ? diagnosisOf(again.refused.facts) : null;
  const pairs = format.number(plan.pairs_total);
  return (
    <>
      {apply.error ? <ProblemNotice error={apply.error} action={changed ? remake : null} /> : null}
      {parts.length > 0 ? (
        <p>
          {t`ما تغيّر`}:{' '}
          {parts
            .map((name) => i18n._((partWords[name] ?? name) as MessageDescriptor))
            .join(format.reader.language === 'ar' ? '، ' : ', ')}
        </p>
      ) : null}
      {left.length > 0 ? (
        <p>
          <Plural
            value={left.length}
            zero="من اخترتهم كلهم في اللجنة."
            one="محكّم ممن اخترتهم لم يعد في اللجنة، فتُعدّ الخطة من دونه."
            two="محكّمان ممن اخترتهم لم يعودا في اللجنة، فتُعدّ الخطة من دونهما."
            few="# محكّمين ممن اخترتهم لم يعودوا في اللجنة، فتُعدّ الخطة من دونهم."
            many="# محكّمًا ممن اخترتهم لم يعودوا في اللجنة، فتُعدّ الخطة من دونهم."
            other="# محكّم ممن اخترتهم لم يعودوا في اللجنة، فتُعدّ الخطة من دونهم."
          />
        </p>
      ) : null}
      {again.job ? (
        <div className="tk-stack">
          <ProgressBar value={again.job.progress} max={100} label={t`تُعدّ الخطة من جديد`} />
          <div>
            <Button onPress={() => void again.cancel()}>{t`أوقف الإعداد`}</Button>
          </div>
        </div>
      ) : null}
      {differs ? (
        <Notice
          tone="warning"
          title={t`تغيّر ما ثبّتَّه أو استبعدته`}
          action={
            <Button kind="primary" busy={again.busy || again.job !== null} onPress={() => again.make(wish)}>
              {t`أعد الحل`}
            </Button>
          }
        >
          {t`عددها الآن ${format.number(settled)}. تُعدّ بها خطة جديدة، وتبقى هذه كما هي للمقارنة.`}
        </Notice>
      ) : null}
      {stuck ? (
        <DiagnosisCard
          diagnosis={stuck}
          wish={wish}
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
      ) : plan.pairs_total + plan.removed_total > 0 ? (
        <Notice
          title={t`لم تُطبّق بعد`}
          action={
            <Button kind="primary" onPress={() => setOpen('apply')}>
              {t`طبّق الخطة`}
            </Button>
          }
        >
          {t`راجع الأحمال والنواقص والأسباب أدناه. لا يُسند شيء قبل التطبيق.`}
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
          <Trans>تُنشأ الإسنادات كلها معًا، وعددها {pairs}.</Trans>{' '}
          {plan.removed_total > 0
            ? t`ويُنقل من أصحابه ما لم يبدأ تقييمه، وعدده ${format.number(plan.removed_total)}.`
            : t`لا تُسحب بها إسنادات قائمة.`}
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
