// One category: what moved and why, who may win, how far ranks may go, who gave what.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { EmptyState } from '../../../shared/ui/States';
import { meanWords, methodNames } from '../words';
import { ChartCard } from './ChartCard';
import { HeatMap } from './HeatMap';
import { type Fairness, moved, type Names, ofCategory } from './model';
import { Slope } from './Slope';
import { Tracks } from './Tracks';
import { Why } from './Why';

const MOST = 12;

export function CategorySection({ data, names, id }: { data: Fairness; names: Names; id: string }) {
  const { t, i18n } = useLingui();
  const byMean = data.by_mean.find((one) => one.category_id === id);
  const method = i18n._(methodNames[byMean ? 'raw' : (data.adjusted ?? data.method)]);
  const format = useFormat();
  const rows = ofCategory(data, id);
  if (rows.length === 0) return <EmptyState title={t`لا مشاركة مرتّبة في هذه الفئة`} icon="scale" />;
  const number = (entry: string) => format.number(names.entry(entry)?.number ?? 0, { useGrouping: false });
  const label = (entry: string) => (
    <bdi>
      {number(entry)} – {format.pick(names.entry(entry)?.title_ar ?? '', names.entry(entry)?.title_en ?? '')}
    </bdi>
  );
  const title = (entry: string) => format.pick(names.entry(entry)?.title_ar ?? '', names.entry(entry)?.title_en ?? '');
  const shifted = moved(rows);
  const chances = rows.filter((one) => (one.p_win ?? 0) >= 0.005).sort((a, b) => (b.p_win ?? 0) - (a.p_win ?? 0));
  const chance = format.percent(chances[0]?.p_win ?? 0);
  const best = chances.filter((one) => format.percent(one.p_win ?? 0) === chance).map((one) => number(one.entry_id));
  const ranged = rows.filter((one) => one.rank_high > 0);
  const cells = data.cells.filter((cell) => rows.some((one) => one.entry_id === cell.entry_id));
  const seats = [...new Set(cells.map((cell) => cell.seat))].sort((a, b) => a - b);
  const widest = Math.max(1, ...cells.map((cell) => Math.abs(cell.over)));
  return (
    <div className="tk-stack tk-gap-6">
      {byMean ? (
        <Notice>{i18n._(meanWords[byMean.why])}</Notice>
      ) : data.adjusted ? (
        <ChartCard
          title={t`من المتوسط إلى الدرجة المصحّحة`}
          name="ranks"
          said={
            shifted.length === 0
              ? t`لم يتغيّر ترتيب أي مشاركة.`
              : t`تغيّر ترتيب ${format.number(shifted.length)} من ${format.number(rows.length)}. الخط المتصل تقدّم والمتقطع تأخّر.`
          }
          head={[t`الرقم`, t`المشاركة`, t`الترتيب المحتسب`, t`المتوسط`, t`ترتيبه`, t`الدرجة المصحّحة`, t`ترتيبها`]}
          rows={rows.map((one) => [
            names.entry(one.entry_id)?.number,
            title(one.entry_id),
            one.standing,
            one.raw,
            one.raw_rank,
            one.score,
            one.rank,
          ])}
        >
          <Slope rows={rows} names={names} head={[t`بالمتوسط`, t`بالمصحّحة`]} />
        </ChartCard>
      ) : null}
      {shifted.length > 0 ? (
        <Card level={3} title={t`ما تغيّر ولماذا`}>
          {shifted.slice(0, MOST).map((one) => (
            <Why key={one.entry_id} found={one} names={names} label={label(one.entry_id)} />
          ))}
        </Card>
      ) : null}
      {chances.length > 0 ? (
        <ChartCard
          title={t`احتمال الفوز`}
          name="chances"
          said={
            best.length > 1
              ? t`أرجحها أن تكون الأفضل حقًا في فئتها، كل منها باحتمال ${chance}: ${best.join(format.pick('، ', ', '))}، بحسب «${method}».`
              : t`باحتمال ${chance} تكون ${best[0] ?? ''} هي الأفضل حقًا في فئتها، بحسب «${method}».`
          }
          head={[t`الرقم`, t`المشاركة`, t`احتمال الفوز`, t`احتمال بلوغ المراكز`]}
          rows={rows.map((one) => [names.entry(one.entry_id)?.number, title(one.entry_id), one.p_win, one.p_place])}
        >
          <Tracks
            bars
            domain={[0, 1]}
            rows={chances.slice(0, MOST).map((one) => ({
              id: one.entry_id,
              label: label(one.entry_id),
              value: format.percent(one.p_win ?? 0),
              at: one.p_win,
            }))}
          />
        </ChartCard>
      ) : null}
      {ranged.length > 0 ? (
        <ChartCard
          title={t`مدى الترتيب`}
          name="rank-intervals"
          said={t`يقع ترتيب كل مشاركة في مداها باحتمال 95٪ بحسب «${method}»؛ وما تداخلت مداياته لا يفصل بينه إلا القليل.`}
          head={[t`الرقم`, t`المشاركة`, t`الترتيب`, t`من`, t`إلى`]}
          rows={rows.map((one) => [
            names.entry(one.entry_id)?.number,
            title(one.entry_id),
            one.rank,
            one.rank_low,
            one.rank_high,
          ])}
        >
          <Tracks
            domain={[1, Math.max(2, rows.length)]}
            rows={ranged.map((one) => ({
              id: one.entry_id,
              label: label(one.entry_id),
              value: <bdi>{`${format.number(one.rank_low)}–${format.number(one.rank_high)}`}</bdi>,
              at: one.rank,
              low: one.rank_low,
              high: one.rank_high,
            }))}
          />
        </ChartCard>
      ) : null}
      {cells.length > 0 ? (
        <ChartCard
          title={t`المشاركات والمحكّمون`}
          name="scores"
          said={t`مجموع كل محكّم. الأخضر فوق متوسط المشاركة، والبنفسجي دونه.`}
          head={[t`الرقم`, t`المحكّم`, t`المجموع`, t`الفرق عن المتوسط`]}
          rows={cells.map((cell) => [
            names.entry(cell.entry_id)?.number,
            format.name(names.juror(data.seats[cell.seat] ?? '')),
            cell.total,
            cell.over,
          ])}
        >
          <HeatMap
            label={t`المشاركات والمحكّمون`}
            width={widest}
            columns={seats.map((seat) => ({
              id: data.seats[seat] ?? '',
              name: format.name(names.juror(data.seats[seat] ?? '')),
            }))}
            rows={rows.map((one) => ({
              id: one.entry_id,
              name: number(one.entry_id),
              cells: seats.map((seat) => {
                const cell = cells.find((other) => other.seat === seat && other.entry_id === one.entry_id);
                return cell
                  ? { shown: format.number(cell.total, { maximumFractionDigits: 0 }), value: cell.over }
                  : null;
              }),
            }))}
          />
        </ChartCard>
      ) : null}
    </div>
  );
}
