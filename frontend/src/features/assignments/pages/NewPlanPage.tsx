// A plan is asked for: spread evenly, or these jurors for a whole category.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { InRound, type RoundPlace } from '../../../shared/judging/InRound';
import { judgedBy, type Panel } from '../../../shared/judging/panels';
import { useNouns } from '../../../shared/nouns';
import { useUrlState } from '../../../shared/router/urlState';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { RadioGroup } from '../../../shared/ui/Choice';
import { FormActions, FormSection } from '../../../shared/ui/Layout';
import { Notice, ProblemNotice } from '../../../shared/ui/Notice';
import { NumberField } from '../../../shared/ui/NumberField';
import { ProgressBar } from '../../../shared/ui/Progress';
import { Select } from '../../../shared/ui/Select';
import { diagnosisOf, type PlanValues, USUAL, wantedOf, wirePlan } from '../model/goal';
import { DiagnosisCard } from '../parts/DiagnosisCard';
import { PlanJurors } from '../parts/PlanJurors';
import { PlanWeights } from '../parts/PlanWeights';
import { useMakePlan } from '../parts/usePlan';
import '../assignments.css';
import '../problems';

const ALL = 'all';

function PlanForm({
  place,
  panels,
  values,
  set,
}: {
  place: RoundPlace;
  panels: readonly Panel[];
  values: PlanValues;
  set: (c: Partial<PlanValues>) => void;
}) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const { edition, round } = place;
  const loads = useGet('/api/v1/rounds/{round_id}/loads', {
    path: { round_id: round.id },
    query: { size: 200, sort: 'name' },
  });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: edition.id },
    query: { size: 200 },
  });
  const solved = values.kind !== 'category';
  const several = panels.length > 1;
  const panel = panels.find((one) => one.id === values.panel_id) ?? (several ? null : (panels[0] ?? null));
  const judged = panel ? judgedBy(panel, panels, categories.data?.items ?? []) : null;
  const members = panel ? panel.members.map((one) => one.juror_id) : null;
  return (
    <>
      {several ? (
        <FormSection title={t`لجنتها`} help={t`تُعدّ الخطة للجنة واحدة: أعضاؤها، وما تحكّمه، وقواعد تكوينها.`}>
          <RadioGroup
            label={t`اللجنة`}
            hideLabel
            value={values.panel_id ?? ''}
            onChange={(panel_id) => set({ panel_id, category_id: null, juror_ids: [] })}
            options={panels.map((one) => ({ id: one.id, label: format.name(one) }))}
          />
        </FormSection>
      ) : null}
      <FormSection title={t`نوع الخطة`}>
        <RadioGroup
          label={t`نوع الخطة`}
          hideLabel
          value={values.kind}
          onChange={(kind) => set({ kind })}
          options={[
            {
              id: 'spread',
              label: t`وزّع بالتساوي والملاءمة`,
              description: t`لكل مشاركة العدد نفسه من المحكّمين الأنسب لها، والأحمال متقاربة، وتُراعى قواعد اللجنة، وبين مشاركات كل ${nouns.one} محكّمون مشتركون لتصح المقارنة.`,
            },
            {
              id: 'repair',
              label: t`سدّ النواقص`,
              description: t`تُملأ المقاعد الخالية بأقل تغيير: بعد اعتذار محكّم أو تنحيه أو وصول مشاركة متأخرة. ما بدأ تقييمه يبقى عند صاحبه.`,
            },
            {
              id: 'category',
              label: t`بحسب ${nouns.all}`,
              description: t`يحكّم من تختارهم كل المشاركات التي تحددها، إلا ما يمنعه تعارض. ولا يُتجاوز ما قبله كل محكّم، ولا قواعد اللجنة.`,
            },
          ]}
        />
      </FormSection>
      <FormSection
        title={t`نطاقها`}
        help={
          values.kind === 'repair'
            ? t`تُضاف الإسنادات إلى ما أُسند من قبل، ولا يُنقل إلا ما لم يبدأ تقييمه إن لزم.`
            : t`تُضاف الإسنادات إلى ما أُسند من قبل، ولا يُسحب بها شيء.`
        }
      >
        <Select
          label={nouns.One}
          options={[
            { id: ALL, label: t`كل ما تحكّمه اللجنة` },
            ...(categories.data?.items ?? [])
              .filter((one) => judged === null || judged.includes(one.id))
              .map((one) => ({ id: one.id, label: format.name(one) })),
          ]}
          value={values.category_id ?? ALL}
          onChange={(id) => set({ category_id: id === ALL ? null : id })}
        />
        {solved ? (
          <>
            <NumberField
              label={t`محكّمون لكل مشاركة`}
              value={values.jurors_per_entry}
              onChange={(jurors_per_entry) => set({ jurors_per_entry })}
              minValue={1}
              maxValue={50}
              isRequired
            />
            <NumberField
              label={t`الحد الأعلى لكل محكّم`}
              help={
                values.kind === 'repair'
                  ? t`اتركه خاليًا إن لم يكن هناك حد. ما زاد عليه ولم يبدأ تقييمه يُنقل إلى غيره.`
                  : t`اتركه خاليًا إن لم يكن هناك حد.`
              }
              value={values.max_load}
              onChange={(max_load) => set({ max_load })}
              minValue={1}
            />
            {values.kind === 'spread' ? (
              <NumberField
                label={t`الحد الأدنى لكل محكّم`}
                value={values.min_load}
                onChange={(min_load) => set({ min_load })}
                minValue={0}
              />
            ) : null}
          </>
        ) : null}
      </FormSection>
      {solved ? (
        <PlanWeights
          weights={values.weights}
          jurors={(loads.data?.items ?? []).filter(
            (one) => one.on_panel && one.state === 'accepted' && (members?.includes(one.juror_id) ?? true),
          )}
          onChange={(weights) => set({ weights })}
        />
      ) : null}
      <PlanJurors
        place={place}
        members={members}
        chosen={values.juror_ids}
        onChange={(juror_ids) => set({ juror_ids })}
      />
    </>
  );
}

function Content({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const { edition, round, organises } = place;
  const [url] = useUrlState();
  const [values, setValues] = useState<PlanValues>({
    kind: url.kind === 'repair' ? 'repair' : 'spread',
    jurors_per_entry: round.jurors_per_entry,
    panel_id: null,
    category_id: null,
    juror_ids: [],
    min_load: null,
    max_load: Number(url.max_load) || null,
    weights: USUAL,
  });
  const found = useGet('/api/v1/rounds/{round_id}/panels', { path: { round_id: round.id } });
  const panels = found.data?.items ?? [];
  const unsaid = panels.length > 1 && values.panel_id === null;
  const { make, busy, job, refused, wish, cancel } = useMakePlan(edition.id, round.id);
  if (!organises || round.state === 'closed')
    return <Notice tone="warning">{t`لا تُعدّ الخطط إلا لجولة لم تُغلق، ويعدّها منظّم الدورة.`}</Notice>;
  if (job)
    return (
      <Card title={t`تُعدّ الخطة الآن`}>
        <div aria-live="polite" className="tk-stack">
          <p className="tk-soft">{t`الخطة كبيرة، فتُعدّ في الخلفية. يمكنك ترك هذه الصفحة والعودة إليها.`}</p>
          <ProgressBar value={job.progress} max={100} label={t`ما أُنجز`} />
        </div>
        <div>
          <Button onPress={() => void cancel()}>{t`أوقف الإعداد`}</Button>
        </div>
      </Card>
    );
  const stuck = refused?.code === 'infeasible' ? diagnosisOf(refused.facts) : null;
  return (
    <form
      noValidate
      aria-label={t`خطة الإسناد`}
      className="tk-stack tk-gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !unsaid) make(wirePlan(values));
      }}
    >
      {refused && !stuck ? <ProblemNotice error={refused} /> : null}
      {stuck ? (
        <DiagnosisCard
          diagnosis={stuck}
          wish={wish ?? wantedOf(refused?.facts) ?? wirePlan(values)}
          perEntry={round.jurors_per_entry}
          editionId={edition.id}
          roundId={round.id}
          busy={busy}
          onChoose={make}
        />
      ) : null}
      <Card>
        <PlanForm
          place={place}
          panels={panels}
          values={values}
          set={(change) => setValues((now) => ({ ...now, ...change }))}
        />
        <FormActions note={unsaid ? t`اختر اللجنة أولًا.` : t`لا يُسند شيء حتى تراجع الخطة وتطبّقها.`}>
          <Button type="submit" kind="primary" busy={busy} isDisabled={unsaid}>
            {t`أعدّ الخطة`}
          </Button>
          <LinkButton
            to="/editions/$editionId/assignments"
            params={{ editionId: edition.id }}
            search={{ round: round.id } as never}
          >
            {t`رجوع`}
          </LinkButton>
        </FormActions>
      </Card>
    </form>
  );
}

export function NewPlanPage() {
  const { t } = useLingui();
  return (
    <InRound title={t`خطة إسناد`} lead={t`تُعدّ الخطة، ثم تُعرض بأسبابها، ثم تُطبّق بقرارك.`}>
      {(place) => <Content key={place.round.id} place={place} />}
    </InRound>
  );
}
