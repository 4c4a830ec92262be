// Where a category's line falls among its scores: a bar for each twentieth of the scale, and the line.

import { useLingui } from '@lingui/react/macro';
import { scaleLinear } from 'd3-scale';
import { useFormat } from '../../../shared/i18n/react';
import { Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { ChartCard } from '../fairness/ChartCard';
import type { CategoryAdvancement } from './model';

const STEP = 5;
const HEIGHT = 60;

export function Spread({ one }: { one: CategoryAdvancement }) {
  const { t } = useLingui();
  const format = useFormat();
  if (one.barred) return <Notice tone="warning">{t`بينك وبين مشاركة هنا تعارض مصالح، فلا يُعرض عليك منها شيء.`}</Notice>;
  const most = Math.max(1, ...one.spread);
  const y = scaleLinear().domain([0, most]).range([0, HEIGHT]);
  const line = one.line === '' ? null : Number(one.line);
  const span = (at: number) => `${format.number(at * STEP)}–${format.number((at + 1) * STEP)}`;
  return (
    <div className="tk-stack">
      <Figures>
        <Figure label={t`مشاركات الجولة السابقة`} value={format.number(one.candidates)} />
        <Figure label={t`تتأهل`} value={format.number(one.going)} />
        <Figure label={t`متساوية عند الحدّ`} value={format.number(one.tied)} />
        <Figure label={t`يدويًا`} value={format.number(one.by_hand)} />
      </Figures>
      {one.ranked > 0 && one.rule ? (
        <ChartCard
          title={t`موضع الحدّ بين الدرجات`}
          name="advancement"
          said={
            line === null
              ? t`لا حدّ بالدرجة هنا، أو لم يتأهل أحد بالقاعدة.`
              : t`آخر من تأهل بالقاعدة درجته ${format.decimal(one.line, 2)}. ما على الخط وما فوقه تأهل.`
          }
          head={[t`الدرجات`, t`المشاركات`]}
          rows={one.spread.map((count, at) => [span(at), count])}
        >
          <svg
            className="tk-advance-spread"
            viewBox={`0 0 100 ${HEIGHT + 2}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {one.spread.map((count, at) => (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed scale
                key={at}
                x={at * STEP + 0.5}
                width={STEP - 1}
                y={HEIGHT - y(count)}
                height={y(count)}
                className={line !== null && (at + 1) * STEP <= line ? 'tk-advance-below' : 'tk-advance-above'}
              />
            ))}
            <line x1={0} x2={100} y1={HEIGHT} y2={HEIGHT} className="tk-advance-axis" />
            {line === null ? null : <line x1={line} x2={line} y1={0} y2={HEIGHT} className="tk-advance-line" />}
          </svg>
          <div className="tk-advance-scale" aria-hidden="true">
            {[0, 25, 50, 75, 100].map((at) => (
              <span key={at}>{format.number(at)}</span>
            ))}
          </div>
        </ChartCard>
      ) : null}
    </div>
  );
}
