// How good a plan is, in figures and words: fit, the worst served, and how well scores can be compared.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { Bar } from '../../../shared/charts/Bar';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Badge } from '../../../shared/ui/Badge';
import { Card, Figure, Figures } from '../../../shared/ui/Card';

type Quality = components['schemas']['PlanQuality'];

function Strength({ overlap }: { overlap: number }) {
  const { t } = useLingui();
  if (overlap >= 0.7) return <Badge tone="success">{t`قوية`}</Badge>;
  if (overlap >= 0.5) return <Badge tone="info">{t`جيدة`}</Badge>;
  if (overlap > 0) return <Badge tone="warning">{t`ضعيفة`}</Badge>;
  return <Badge tone="error">{t`منعدمة`}</Badge>;
}

export function PlanQuality({ quality }: { quality: Quality }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const price = quality.total_bound > 0 ? 1 - quality.total / quality.total_bound : 0;
  const worst = format.percent(quality.worst);
  const bound = format.percent(quality.worst_bound);
  return (
    <div className="tk-stack tk-gap-6">
      {quality.fits ? (
        <Card title={t`ملاءمة المحكّمين لمشاركاتهم`} level={3}>
          <Figures>
            <Figure
              label={t`من أعلى ملاءمة ممكنة`}
              value={format.percent(1 - price)}
              note={t`ما نقص ثمن العدل بين المشاركات وقابلية المقارنة.`}
            />
            <Figure
              label={t`أقل المشاركات حظًّا`}
              value={worst}
              note={<Trans>متوسط ملاءمة محكّميها، ولا تبلغ أي خطة بحدود الأهلية أكثر من {bound}.</Trans>}
            />
          </Figures>
        </Card>
      ) : (
        <p className="tk-soft">
          {t`لا يميّز بين المحكّمين شيء: لا خبرة مسجلة ولا لغة ولا رغبة، فوُزّعت المشاركات بالتساوي.`}
        </p>
      )}
      <Card title={t`قابلية المقارنة بين المحكّمين`} level={3}>
        <p className="tk-soft">
          {t`كلما تداخلت المشاركات بين المحكّمين أمكن تمييز المتشدّد من المتساهل. تُقاس في كل ${nouns.one} على حدة، وأقصاها ${format.percent(1)}.`}
        </p>
        <ChartTable label={t`قابلية المقارنة`} head={[nouns.One, t`المقدار`, '', t`الحكم`]}>
          {quality.overlap.map((one) => (
            <tr key={one.category_id}>
              <th scope="row" dir="auto">
                {format.pick(one.category_ar, one.category_en)}
              </th>
              <td>{format.percent(one.overlap)}</td>
              <td className="tk-assignments-wide">
                <Bar max={1} parts={[{ value: one.overlap, as: 'done' }]} />
              </td>
              <td>
                <Strength overlap={one.overlap} />
              </td>
            </tr>
          ))}
        </ChartTable>
        {quality.thin.length > 0 ? (
          <p className="tk-small tk-soft">
            <Plural
              value={quality.thin.length}
              zero="لكل محكّم عدد كافٍ من المشاركات."
              one="في موضع واحد يقرأ محكّم مشاركات قليلة، فيضعف تقدير تشدّده."
              two="في موضعين يقرأ محكّم مشاركات قليلة، فيضعف تقدير تشدّده."
              few="في # مواضع يقرأ محكّم مشاركات قليلة، فيضعف تقدير تشدّده."
              many="في # موضعًا يقرأ محكّم مشاركات قليلة، فيضعف تقدير تشدّده."
              other="في # موضع يقرأ محكّم مشاركات قليلة، فيضعف تقدير تشدّده."
            />
          </p>
        ) : null}
      </Card>
    </div>
  );
}
