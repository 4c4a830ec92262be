// Where rounds are weighed together: what each gave the entry, its weight, and what they make.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { Card } from '../../../shared/ui/Card';
import type { Row } from '../model';

type Weighed = components['schemas']['WeighedRound'];

/** In a row of the ranking, under the score: a line a round. */
export function RoundLines({ row }: { row: Row }) {
  const { t } = useLingui();
  const format = useFormat();
  return row.rounds.map((one) => (
    <p key={one.number} className="tk-small tk-soft">
      {one.agreed
        ? t`الجولة ${format.number(one.number)}: ${one.shown} بتوافق اللجنة، وزنها ${format.number(one.weight)}`
        : t`الجولة ${format.number(one.number)}: ${one.shown}، وزنها ${format.number(one.weight)}`}
    </p>
  ));
}

/** On an entry's page: a row a round, adding up to the score. */
export function RoundsCard({
  row,
  rounds,
  shownRound,
  choose,
}: {
  row: Row;
  rounds: readonly Weighed[];
  /** the round whose evaluations the page shows */
  shownRound: string | null;
  /** a link to the evaluations of a round */
  choose: (round: Weighed) => React.ReactNode;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const whole = row.rounds.reduce((sum, one) => sum + one.weight, 0);
  return (
    <Card title={t`من درجات الجولات إلى الدرجة`}>
      <ChartTable
        label={t`من درجات الجولات إلى الدرجة`}
        head={[t`الجولة`, t`درجتها`, t`وزنها`, t`التقييمات`, t`تقييماتها`]}
      >
        {rounds.map((round) => {
          const found = row.rounds.find((one) => one.number === round.number);
          return (
            <tr key={round.id}>
              <th scope="row">{format.name(round)}</th>
              <td>
                {found ? <bdi>{found.shown}</bdi> : '—'}
                {found?.agreed ? <p className="tk-small tk-soft">{t`توافق اللجنة`}</p> : null}
              </td>
              <td>{found ? t`${format.number(found.weight)} من ${format.number(whole)}` : t`لا درجة فيها`}</td>
              <td>{format.number(found?.evaluations ?? 0)}</td>
              <td>{found ? (round.id === shownRound ? t`معروضة أدناه` : choose(round)) : '—'}</td>
            </tr>
          );
        })}
        <tr>
          <th scope="row">{t`الدرجة`}</th>
          <td className="tk-strong">
            <bdi>{row.shown}</bdi>
          </td>
          <td />
          <td />
          <td />
        </tr>
      </ChartTable>
    </Card>
  );
}
