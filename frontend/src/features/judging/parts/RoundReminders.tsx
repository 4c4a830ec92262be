// When jurors are reminded before their round closes, and the mail as they read it.
import { Plural, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import type { RoundPlace } from '../../../shared/judging/InRound';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';

type Plan = components['schemas']['RoundReminders'];
const OFFERED = [14, 7, 3, 2, 1].map((days) => days * 24);
const PATH = '/api/v1/rounds/{round_id}/reminders';

function Before({ hours }: { hours: number }) {
  if (hours % 24 === 0)
    return (
      <Plural
        value={hours / 24}
        zero="عند الإغلاق"
        one="قبل الإغلاق بيوم"
        two="قبل الإغلاق بيومين"
        few="قبل الإغلاق بـ# أيام"
        many="قبل الإغلاق بـ# يومًا"
        other="قبل الإغلاق بـ# يوم"
      />
    );
  return (
    <Plural
      value={hours}
      zero="عند الإغلاق"
      one="قبل الإغلاق بساعة"
      two="قبل الإغلاق بساعتين"
      few="قبل الإغلاق بـ# ساعات"
      many="قبل الإغلاق بـ# ساعة"
      other="قبل الإغلاق بـ# ساعة"
    />
  );
}

function Steps({ plan, zone }: { plan: Plan; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  if (plan.items.length === 0) return <p>{t`لا تذكير في هذه الجولة.`}</p>;
  return (
    <ul className="tk-plain-list tk-stack tk-gap-3">
      {plan.items.map((step) => (
        <li key={step.hours} className="tk-row">
          <strong>
            <Before hours={step.hours} />
          </strong>
          {step.at ? <When at={step.at} zone={zone} /> : null}
          {step.sent ? <Badge tone="success">{t`أُرسلت: ${format.number(step.sent)}`}</Badge> : null}
          {step.is_past && step.sent === 0 ? <Badge>{t`مضت`}</Badge> : null}
        </li>
      ))}
    </ul>
  );
}

function Change({ plan }: { plan: Plan }) {
  const { t } = useLingui();
  const [hours, setHours] = useState(plan.hours);
  const put = useMutation({
    mutationFn: () => must(api.PUT(PATH, { params: { path: { round_id: plan.round_id } }, body: { hours } })),
    onSuccess: async () => {
      notify(t`حُفظت خطة التذكير`);
      await refreshPaths(PATH);
    },
    onError: notifyProblem,
  });
  const offered = [...new Set([...OFFERED, ...plan.hours])].sort((a, b) => b - a);
  const changed = [...hours].sort().join() !== [...plan.hours].sort().join();
  return (
    <>
      <fieldset className="tk-row tk-bare">
        <legend className="tk-small tk-strong">{t`متى يُذكَّرون`}</legend>
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
  );
}

export function RoundReminders({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const plan = useGet(PATH, { path: { round_id: place.round.id } });
  const languages = { ar: t`كما تُقرأ بالعربية`, en: t`كما تُقرأ بالإنجليزية` };
  return (
    <Read of={plan} lines={6}>
      {(data) => (
        <div className="tk-stack">
          <Card title={t`تذكير المحكّمين`}>
            <p className="tk-soft">
              {t`تصل رسالة واحدة في كل خطوة، بلغة صاحبها، إلى من بقي عليه ما لم يُسلّمه. لا تصل إلى أحد رسالتان في يوم واحد.`}{' '}
              <Plural
                value={data.jurors}
                zero="لم يبقَ على أحد شيء الآن."
                one="بقي الآن على محكّم واحد."
                two="بقي الآن على محكّمَين."
                few="بقي الآن على # محكّمين."
                many="بقي الآن على # محكّمًا."
                other="بقي الآن على # محكّم."
              />
            </p>
            <Steps plan={data} zone={place.edition.timezone} />
            {data.may_change ? <Change key={data.hours.join()} plan={data} /> : null}
          </Card>
          <div className="tk-grid">
            {data.mails.map((mail) => (
              <Card key={mail.language} title={languages[mail.language]}>
                <div lang={mail.language} dir={mail.language === 'ar' ? 'rtl' : 'ltr'} className="tk-stack tk-gap-2">
                  <p className="tk-strong">{mail.subject}</p>
                  <p className="tk-judging-text tk-judging-mail">{mail.text}</p>
                </div>
              </Card>
            ))}
          </div>
          <p className="tk-small tk-soft">{t`الأعداد في المعاينة مثال. يقرأ كل محكّم عدده هو واسمه.`}</p>
        </div>
      )}
    </Read>
  );
}

export function RemindDialog({ roundId, ids, onClose }: { roundId: string; ids: string[]; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const remind = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/rounds/{round_id}/remind-jurors', {
          params: { path: { round_id: roundId } },
          body: { juror_ids: ids },
        }),
      ),
    onSuccess: async ({ mailed, recently, nothing_left }) => {
      const sent = format.number(mailed);
      const known = format.number(recently);
      const done = format.number(nothing_left);
      notify(
        t`رسائل أُرسلت: ${sent}. ذُكّروا في اليوم نفسه: ${known}. لم يبقَ عليهم شيء: ${done}.`,
        mailed > 0 ? 'success' : 'info',
      );
      await refreshPaths(PATH);
      onClose();
    },
    onError: (problem) => {
      notifyProblem(problem);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`تذكير من اخترتهم`}
      isOpen
      onClose={onClose}
      onConfirm={() => remind.mutate()}
      action={t`أرسل التذكير`}
      busy={remind.isPending}
    >
      <p>
        <Plural
          value={ids.length}
          zero="لم تختر أحدًا."
          one="اخترت محكّمًا واحدًا."
          two="اخترت محكّمَين."
          few="اخترت # محكّمين."
          many="اخترت # محكّمًا."
          other="اخترت # محكّم."
        />{' '}
        {t`تصل الرسالة، بلغة كل منهم، إلى من بقي عليه ما لم يُسلّمه. من ذُكّر خلال أربع وعشرين ساعة لا يُراسَل ثانية.`}
      </p>
    </ConfirmDialog>
  );
}
