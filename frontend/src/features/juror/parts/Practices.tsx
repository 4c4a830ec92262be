// The practice cases of the juror's open rounds, on top of their list: what comes before the first evaluation.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';

export function Practices() {
  const { t } = useLingui();
  const format = useFormat();
  const practices = useGet('/api/v1/juror/practices');
  const shown = practices.data?.items.filter((one) => one.accepting || one.state === 'submitted') ?? [];
  return (
    <>
      {shown.map((one) => {
        const done = one.state === 'submitted';
        const asked = one.demand === 'required' && !done;
        return (
          <Card
            key={one.round_id}
            title={t`تدريب – لا يُحتسب`}
            actions={
              <>
                {done ? (
                  <Badge tone="success" dot>{t`أتممته`}</Badge>
                ) : asked ? (
                  <Badge tone="warning" dot>{t`مطلوب قبل أول تقييم`}</Badge>
                ) : (
                  <Badge>{t`اختياري`}</Badge>
                )}
                <LinkButton
                  kind={asked ? 'primary' : 'secondary'}
                  to="/juror/rounds/$roundId/practice"
                  params={{ roundId: one.round_id }}
                >
                  {done ? t`اقرأ المقارنة` : one.state === 'draft' ? t`تابع التدريب` : t`ابدأ التدريب`}
                </LinkButton>
              </>
            }
          >
            <p>
              <bdi>{format.pick(one.title_ar, one.title_en)}</bdi>{' '}
              <span className="tk-soft">
                – <bdi>{format.pick(one.round_ar, one.round_en)}</bdi>
              </span>
            </p>
            {done ? null : (
              <p className="tk-small tk-soft">
                {asked
                  ? t`تقيّم حالة مصنوعة، ثم ترى المرجع بجانب درجاتك. لا يُقبل أول تقييم في هذه الجولة قبله.`
                  : t`تقيّم حالة مصنوعة، ثم ترى المرجع بجانب درجاتك.`}
              </p>
            )}
          </Card>
        );
      })}
    </>
  );
}
