// When the people of drafts are reminded, how many that would reach now, and the plan's change.
import { Plural, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Checkbox } from '../../../shared/ui/Choice';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

type Plan = components['schemas']['Reminders'];
const OFFERED = [336, 168, 72, 48, 24, 6, 1];

/** «قبل 7 أيام» or «قبل 6 ساعات». */
export function Before({ hours }: { hours: number }) {
  if (hours % 24 === 0)
    return (
      <Plural
        value={hours / 24}
        zero="قبل الموعد"
        one="قبل يوم واحد"
        two="قبل يومين"
        few="قبل # أيام"
        many="قبل # يومًا"
        other="قبل # يوم"
      />
    );
  return (
    <Plural
      value={hours}
      zero="قبل الموعد"
      one="قبل ساعة واحدة"
      two="قبل ساعتين"
      few="قبل # ساعات"
      many="قبل # ساعة"
      other="قبل # ساعة"
    />
  );
}

export function ReminderPlan({ editionId, plan, zone }: { editionId: string; plan: Plan; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const [hours, setHours] = useState(plan.hours);
  const put = useMutation({
    mutationFn: () =>
      must(
        api.PUT('/api/v1/editions/{edition_id}/reminders', {
          params: { path: { edition_id: editionId } },
          body: { hours },
        }),
      ),
    onSuccess: async () => {
      notify(t`حُفظت خطة التذكير`);
      await refreshPaths('/api/v1/editions/{edition_id}/reminders');
    },
    onError: notifyProblem,
  });
  const changed = [...hours].sort().join() !== [...plan.hours].sort().join();
  const offered = [...new Set([...OFFERED, ...plan.hours])].sort((a, b) => b - a);
  const drafts = format.number(plan.drafts);
  const people = format.number(plan.people);
  return (
    <section className="tk-stack" aria-labelledby="reminders">
      <h2 className="tk-h2" id="reminders">{t`تذكير أصحاب المسودات`}</h2>
      <p className="tk-soft">
        {t`تصل رسالة واحدة في كل خطوة، بلغة صاحبها، إلى كل من يعمل على مسودة لم تُقدَّم. المسودات الآن: ${drafts}، وأصحابها: ${people}.`}
      </p>
      {plan.items.length === 0 ? <p>{t`لا تذكير في هذه الدورة.`}</p> : null}
      <ul className="tk-plain-list tk-stack tk-gap-3">
        {plan.items.map((step) => {
          const sent = format.number(step.sent ?? 0);
          return (
            <li key={step.hours} className="tk-row">
              <strong>
                <Before hours={step.hours} />
              </strong>
              {step.at ? <When at={step.at} zone={zone} /> : <span className="tk-faint">{t`لم يُحدَّد الموعد`}</span>}
              {step.sent ? <Badge tone="success">{t`أُرسلت: ${sent}`}</Badge> : null}
              {step.is_past && step.sent === 0 ? <Badge>{t`مضت`}</Badge> : null}
            </li>
          );
        })}
      </ul>
      {plan.may_change ? (
        <>
          <fieldset className="tk-row tk-bare">
            <legend className="tk-small tk-strong">{t`الخطة`}</legend>
            {offered.map((one) => (
              <Checkbox
                key={one}
                isSelected={hours.includes(one)}
                onChange={(on) => setHours(on ? [...hours, one] : hours.filter((other) => other !== one))}
              >
                <Before hours={one} />
              </Checkbox>
            ))}
          </fieldset>
          <div className="tk-row">
            <Button kind="primary" isDisabled={!changed} busy={put.isPending} onPress={() => put.mutate()}>
              {t`احفظ الخطة`}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}
