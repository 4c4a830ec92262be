// Why this juror reads an entry, or why that one does not; and settling the pair before solving again.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { Bar } from '../../../shared/charts/Bar';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Select } from '../../../shared/ui/Select';
import { Read } from '../../../shared/ui/States';
import { settle, settledAs, type Wish } from '../model/goal';
import { bars } from '../words';
import type { PlanEntry } from './PlanEntries';
import type { Plan } from './PlanParts';

type Why = components['schemas']['PlanWhy'];

function useSentence(): (why: Why) => string {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (why) => {
    if (why.bar) return t`لا يجوز له تقييمها: ${i18n._(bars[why.bar])}.`;
    if (why.kept) return t`أُسندت إليه قبل هذه الخطة.`;
    if (why.pinned) return t`ثبّته المنظّم على هذه المشاركة.`;
    if (why.assigned && why.loss === null) return t`اختير لها، ولا بديل منه ضمن القواعد والأحمال.`;
    if (why.assigned && (why.loss ?? 0) > 0)
      return t`اختير لها، وبدونه تنقص ملاءمة الخطة بقدر ${format.percent((why.loss ?? 0) / (why.affinity || 1))} من ملاءمته لها.`;
    if (why.assigned) return t`اختير لها، ويمكن أن يحلّ غيره محلّه بلا خسارة.`;
    if (why.blocking === 'load_max') return t`بلغ الحد الأعلى من المشاركات في هذه الخطة.`;
    if (why.blocking === 'panel_locked') return t`مقاعدها كلها مثبّتة أو مسندة من قبل.`;
    if (why.blocking === 'composition')
      return why.family === 'employer'
        ? t`لو حلّ محلّ أحدهم لاجتمع من جهة عمل واحدة أكثر مما تسمح به قواعد اللجنة.`
        : t`لو حلّ محلّ أحدهم لاختلّت قواعد تكوين اللجنة.`;
    return t`يجوز له تقييمها، وغيره أنسب للخطة كلها.`;
  };
}

function Answer({ why }: { why: Why }) {
  const { t } = useLingui();
  const format = useFormat();
  const sentence = useSentence()(why);
  const names: Record<string, string> = { expertise: t`الخبرة`, language: t`اللغة`, bid: t`الرغبة` };
  const parts = Object.entries(names).filter(([name]) => (why.weights[name] ?? 0) > 0);
  return (
    <div className="tk-stack" aria-live="polite">
      <p className="tk-strong">{sentence}</p>
      {why.bar ? null : (
        <>
          <DescriptionList
            items={[
              ...parts.map(([name, label]) => ({
                label,
                value: (
                  <span className="tk-assignments-fit">
                    <Bar max={1} parts={[{ value: why.fit[name] ?? 0, as: 'done' }]} />
                    <span>{t`وزنها ${format.number(why.weights[name] ?? 0)}`}</span>
                  </span>
                ),
              })),
              { label: t`ملاءمته لها`, value: why.affinity === null ? '' : format.percent(why.affinity) },
              { label: t`ترتيبه بين من يجوز لهم`, value: t`${format.number(why.rank)} من ${format.number(why.of)}` },
              { label: t`متوسط محكّميها`, value: why.panel_mean > 0 ? format.percent(why.panel_mean) : '—' },
              {
                label: t`حمله في الخطة`,
                value:
                  why.load_max === null
                    ? format.number(why.load)
                    : t`${format.number(why.load)} من ${format.number(why.load_max)}`,
              },
            ]}
          />
          <p className="tk-small tk-soft">{t`ما لم يُسجَّل من خبرة أو رغبة لا يرفع الملاءمة ولا يخفضها.`}</p>
        </>
      )}
    </div>
  );
}

export function WhyDialog({
  plan,
  entry,
  wish,
  onWish,
  onClose,
}: {
  plan: Plan;
  entry: PlanEntry;
  wish: Wish;
  onWish: ((wish: Wish) => void) | null;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const seated = new Set(entry.seats.map((one) => one.juror_id));
  const people = [...plan.loads].sort((a, b) => Number(seated.has(b.juror_id)) - Number(seated.has(a.juror_id)));
  const [juror, setJuror] = useState(people[0]?.juror_id ?? '');
  const why = useGet('/api/v1/plans/{plan_id}/why/{entry_id}/{juror_id}', {
    path: { plan_id: plan.id, entry_id: entry.entry_id, juror_id: juror },
    enabled: juror !== '',
  });
  const pair = { entry_id: entry.entry_id, juror_id: juror };
  const now = settledAs(wish, pair);
  const settles = onWish !== null && why.data !== undefined && !why.data.kept && (!why.data.bar || now === 'forbid');
  const act = (as: 'pin' | 'forbid' | 'free') => {
    onWish?.(settle(wish, pair, as));
    onClose();
  };
  return (
    <Dialog
      title={<bdi>{`${format.number(entry.number)} — ${format.pick(entry.title_ar, entry.title_en)}`}</bdi>}
      isOpen
      onClose={onClose}
      footer={
        <>
          {settles && now !== 'pin' ? <Button onPress={() => act('pin')}>{t`ثبّته عليها`}</Button> : null}
          {settles && now !== 'forbid' ? (
            <Button kind="danger-quiet" onPress={() => act('forbid')}>{t`استبعده منها`}</Button>
          ) : null}
          {settles && now !== 'free' ? <Button onPress={() => act('free')}>{t`اترك القرار للخطة`}</Button> : null}
          <Button onPress={onClose}>{t`إغلاق`}</Button>
        </>
      }
    >
      <Select
        label={t`المحكّم`}
        options={people.map((one) => ({
          id: one.juror_id,
          label: format.name(one),
          description: seated.has(one.juror_id) ? t`من محكّميها في هذه الخطة` : t`لماذا ليس منهم؟`,
        }))}
        value={juror}
        onChange={setJuror}
      />
      <div className="tk-assignments-why">
        <Read of={why}>{(found) => <Answer why={found} />}</Read>
      </div>
    </Dialog>
  );
}
