// What a new edition takes over, its dates before and after, and what to look at once it is made.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

type Moved = components['schemas']['MovedDate'];
type Counts = components['schemas']['CloneCounts'];
type Made = components['schemas']['ClonedEdition'];

const WHAT = {
  opens_at: msg`فتح باب المشاركة`,
  closes_at: msg`إغلاق باب المشاركة`,
  judging_closes_at: msg`انتهاء التحكيم`,
  results_at: msg`إعلان النتائج`,
  round_opens_at: msg`فتح الجولة`,
  round_closes_at: msg({ message: 'إغلاق الجولة', context: 'date' }),
  freeze_at: msg`تجميد السؤال`,
};

export function TakenOver({ counts, jurors, team }: { counts: Counts; jurors: boolean; team: boolean }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const nouns = useNouns();
  return (
    <DescriptionList
      items={[
        { label: nouns.All, value: number(counts.categories) },
        { label: t`أسئلة النماذج`, value: number(counts.fields) },
        { label: t`نماذج التقييم`, value: number(counts.rubrics) },
        { label: t`المعايير`, value: number(counts.criteria) },
        { label: t`الجولات`, value: number(counts.rounds) },
        { label: t`اللجان`, value: number(counts.panels) },
        { label: t`شروط الأهلية`, value: number(counts.eligibility_rules) },
        { label: t`ما يتحقق منه الفارز`, value: number(counts.checklist) },
        { label: t`من يقرّر الأهلية`, value: counts.two_persons ? t`شخصان` : t`شخص واحد` },
        ...(jurors ? [{ label: t`المحكّمون`, value: number(counts.jurors) }] : []),
        ...(team ? [{ label: t`أدوار الفريق`, value: number(counts.team) }] : []),
      ]}
    />
  );
}

export function MovedDates({ dates, zone }: { dates: Moved[]; zone: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  if (dates.length === 0) return <p className="tk-soft">{t`لا مواعيد محددة في الدورة السابقة.`}</p>;
  return (
    <ul className="tk-plain-list tk-stack tk-gap-3">
      {dates.map((one) => {
        const words = WHAT[one.what as keyof typeof WHAT];
        return (
          <li key={`${one.what}${one.name_ar}${one.before}`} className="tk-stack tk-gap-1">
            <p className="tk-row tk-gap-2 tk-strong">
              {i18n._(words)} {one.name_ar ? <bdi>{format.pick(one.name_ar, one.name_en)}</bdi> : null}
              {one.is_weekend ? <Badge tone="warning">{t`نهاية الأسبوع`}</Badge> : null}
              {one.same_weekday ? null : <Badge>{t`يوم آخر من الأسبوع`}</Badge>}
            </p>
            <When at={one.after} zone={zone} show="stack" />
            <p className="tk-small tk-soft">
              {t`كان:`} <When at={one.before} zone={zone} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

export function Cloned({ made, zone }: { made: Made; zone: string }) {
  const { t } = useLingui();
  const params = { editionId: made.id };
  const weekend = made.dates.some((one) => one.is_weekend);
  const steps = [
    { to: '/editions/$editionId/settings', label: t`المواعيد والقواعد وحدود المشاركة` },
    { to: '/editions/$editionId/categories', label: t`الفئات ونماذجها وما يُجمَّد منها` },
    { to: '/editions/$editionId/rubrics', label: t`نماذج التقييم وأوزانها` },
    { to: '/editions/$editionId/rulebook', label: t`قواعد كسر التعادل والنصاب` },
  ] as const;
  return (
    <Card>
      <div className="tk-stack">
        <Notice tone="success" title={t`الدورة الجديدة مسودة لا يراها غيركم`}>
          {weekend ? <p>{t`من مواعيدها ما يقع في نهاية الأسبوع. راجعها قبل فتح الباب.`}</p> : null}
        </Notice>
        <TakenOver counts={made.counts} jurors={made.counts.jurors > 0} team={made.counts.team > 0} />
        <h2 className="tk-h2">{t`راجع قبل فتح باب المشاركة`}</h2>
        <ul className="tk-plain-list tk-stack tk-gap-2">
          {steps.map((step) => (
            <li key={step.to}>
              <LinkButton kind="quiet" to={step.to} params={params}>
                {step.label}
              </LinkButton>
            </li>
          ))}
        </ul>
        <MovedDates dates={made.dates} zone={zone} />
        <div className="tk-row">
          <LinkButton kind="primary" to="/editions/$editionId" params={params}>
            {t`افتح الدورة الجديدة`}
          </LinkButton>
        </div>
      </div>
    </Card>
  );
}
