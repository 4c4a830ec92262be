// Jurors: who gives less or more than colleagues give the same entries, how reliably, and with what weight.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { methodNames } from '../words';
import { ChartCard } from './ChartCard';
import { type Fairness, type Names, scattered, surely } from './model';
import { Tracks } from './Tracks';

export function JurorsSection({ data, names }: { data: Fairness; names: Names }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const points = (value: number | null) =>
    value === null ? '—' : format.number(value, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const seats = [...data.jurors].sort((a, b) => (b.severity ?? 0) - (a.severity ?? 0));
  const known = seats.filter((seat) => seat.severity !== null);
  if (known.length === 0) return null;
  const name = (id: string) => format.name(names.juror(id));
  const reach = Math.max(1, ...known.map((seat) => Math.abs(seat.severity ?? 0) + 2 * (seat.severity_sd ?? 0)));
  const sure = known.filter(surely);
  // The severest and the most lenient in words; the chart shows all.
  const { usual, who } = scattered(known);
  const noise = (value: number | null) => format.number(value ?? 0, { maximumFractionDigits: 1 });
  const method = i18n._(methodNames[data.adjusted ?? data.method]);
  const told = sure.length > 6 ? [...sure.slice(0, 3), ...sure.slice(-3)] : sure;
  return (
    <ChartCard
      title={t`شدّة المحكّمين`}
      name="jurors"
      said={
        sure.length === 0
          ? t`لا محكّم تبتعد درجاته عن درجات زملائه ابتعادًا مؤكدًا.`
          : t`في المشاركات نفسها، بالنقاط من مئة:`
      }
      head={[t`المحكّم`, t`التقييمات`, t`الشدّة`, t`خطؤها`, t`استعمال المقياس`, t`التشتت`, t`الثبات`, t`الوزن`]}
      rows={known.map((seat) => [
        name(seat.juror_id),
        seat.n,
        seat.severity,
        seat.severity_sd,
        seat.scale_use,
        seat.noise_sd,
        seat.reliability,
        seat.weight,
      ])}
    >
      {told.length + who.length > 0 ? (
        <ul className="tk-fair-said">
          {told.map((seat) => {
            const by = format.number(Math.abs(seat.severity ?? 0), { maximumFractionDigits: 1 });
            return (
              <li key={seat.juror_id}>
                {(seat.severity ?? 0) > 0
                  ? t`درجات ${name(seat.juror_id)} أقل من درجات الزملاء بمقدار ${by} في المتوسط.`
                  : t`درجات ${name(seat.juror_id)} أعلى من درجات الزملاء بمقدار ${by} في المتوسط.`}
              </li>
            );
          })}
          {who.map((seat) => (
            <li key={`scattered-${seat.juror_id}`}>
              {t`درجات ${name(seat.juror_id)} أكثر تشتتًا من درجات الزملاء: ${noise(seat.noise_sd)} من النقاط، ووسيط الجميع ${noise(usual)}. ووزن كل منها بحسب «${method}» ${format.percent(seat.weight ?? 0)} من الوزن المتساوي.`}
            </li>
          ))}
        </ul>
      ) : null}
      <Tracks
        domain={[-reach, reach]}
        zero={0}
        rows={known.map((seat) => ({
          id: seat.juror_id,
          label: <bdi>{name(seat.juror_id)}</bdi>,
          value: <bdi>{points(seat.severity)}</bdi>,
          at: seat.severity,
          low: (seat.severity ?? 0) - 1.96 * (seat.severity_sd ?? 0),
          high: (seat.severity ?? 0) + 1.96 * (seat.severity_sd ?? 0),
          strong: surely(seat),
        }))}
      />
      <p className="tk-small tk-soft">{t`استعمال المقياس: 1 كالزملاء، وما زاد يوسّع الفروق وما نقص يضيّقها. التشتت: بعد درجاته عما تفسّره المشاركة وشدّته، بالنقاط. الثبات: كم يُعتمد على تقييم واحد منه، من 0 إلى 1. الوزن: 1 وزن متساوٍ.`}</p>
      {data.by_mean.length > 0 ? (
        <p className="tk-small tk-soft">{t`لا يُذكر هنا من لم يقيّم إلا ما يُرتَّب بالمتوسط.`}</p>
      ) : null}
      <p className="tk-small tk-soft">{t`إلى نهاية السطر أشدّ، وإلى أوله ألين. والشريط مدى الثقة 95٪.`}</p>
    </ChartCard>
  );
}
