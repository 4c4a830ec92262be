// Who reads what with whom, in two pictures of one category: jurors by entries, and jurors joined by shared entries.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { BarKey } from '../../../shared/charts/Bar';
import { ScrollFrame } from '../../../shared/charts/ScrollFrame';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { Card } from '../../../shared/ui/Card';
import { Select } from '../../../shared/ui/Select';
import { EmptyState, Read } from '../../../shared/ui/States';
import { sharedEntries } from '../model/shared';
import type { PlanEntry } from './PlanEntries';
import type { Plan } from './PlanParts';

const SIZE = 200;
const RING = 100;

type Person = Plan['loads'][number];

function Matrix({ entries, people }: { entries: readonly PlanEntry[]; people: readonly Person[] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <ScrollFrame className="tk-assignments-matrix tk-assignments-picture" label={t`المحكّمون والمشاركات`}>
      <table>
        <caption className="tk-hidden">{t`المحكّمون في الصفوف والمشاركات في الأعمدة`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`المحكّم`}</th>
            {entries.map((entry) => (
              <th key={entry.entry_id} scope="col" title={format.pick(entry.title_ar, entry.title_en)}>
                {format.number(entry.number)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((one, at) => (
            <tr key={one.juror_id}>
              <th scope="row">
                {format.number(at + 1)}. <bdi>{format.name(one)}</bdi>
              </th>
              {entries.map((entry) => {
                const seat = entry.seats.find((each) => each.juror_id === one.juror_id);
                const word = seat?.kept ? t`مسند من قبل` : t`تضيفه الخطة`;
                return (
                  <td key={entry.entry_id}>
                    {seat ? (
                      <span
                        className={`tk-assignments-cell ${seat.kept ? 'tk-assignments-cell-kept' : ''}`}
                        title={word}
                      >
                        <span className="tk-hidden">{word}</span>
                      </span>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
}

function Graph({ entries, people }: { entries: readonly PlanEntry[]; people: readonly Person[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const links = sharedEntries(entries);
  const most = Math.max(1, ...links.map((link) => link.shared));
  const place = new Map(
    people.map((one, at) => {
      const angle = (2 * Math.PI * at) / people.length;
      return [one.juror_id, { x: RING * Math.sin(angle), y: -RING * Math.cos(angle) }];
    }),
  );
  const box = RING + 16;
  return (
    <svg
      className="tk-assignments-graph"
      viewBox={`${-box} ${-box} ${2 * box} ${2 * box}`}
      role="img"
      aria-label={t`شبكة المحكّمين: خط بين كل اثنين يقرآن مشاركات واحدة، وسماكته بعددها.`}
    >
      {links.map((link) => {
        const from = place.get(link.from);
        const to = place.get(link.to);
        return from && to ? (
          <line
            key={`${link.from} ${link.to}`}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
            strokeWidth={0.5 + (3.5 * link.shared) / most}
          />
        ) : null;
      })}
      {people.map((one, at) => {
        const spot = place.get(one.juror_id) ?? { x: 0, y: 0 };
        return (
          <g key={one.juror_id}>
            <circle cx={spot.x} cy={spot.y} r="9" />
            <text x={spot.x} y={spot.y + 3} textAnchor="middle">
              {format.number(at + 1)}
            </text>
            <title>{format.name(one)}</title>
          </g>
        );
      })}
    </svg>
  );
}

export function PlanPicture({ plan, editionId }: { plan: Plan; editionId: string }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(plan.goal.category_id ?? null);
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const category = chosen ?? categories.data?.items[0]?.id ?? '';
  const entries = useGet('/api/v1/plans/{plan_id}/entries', {
    path: { plan_id: plan.id },
    query: { size: SIZE, category_id: category },
    enabled: category !== '',
  });
  return (
    <div className="tk-stack tk-gap-6">
      <Select
        label={nouns.One}
        options={(categories.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) }))}
        value={category}
        onChange={setChosen}
      />
      <Read of={entries}>
        {(found) => {
          const here = new Set(found.items.flatMap((entry) => entry.seats.map((seat) => seat.juror_id)));
          const people = plan.loads.filter((one) => here.has(one.juror_id));
          if (people.length === 0) return <EmptyState title={t`لا شيء في هذه الخطة هنا`} icon="layers" />;
          return (
            <>
              <Card title={t`من يقرأ ماذا`} level={3}>
                <BarKey
                  items={[
                    { as: 'done', label: t`مسند من قبل` },
                    { as: 'more', label: t`تضيفه الخطة` },
                  ]}
                />
                <Matrix entries={found.items} people={people} />
                {found.total > SIZE ? (
                  <p className="tk-small tk-soft">{t`صُوّرت أول ${format.number(SIZE)} من ${format.number(found.total)}.`}</p>
                ) : null}
              </Card>
              <Card title={t`من يُقارَن بمن`} level={3}>
                <p className="tk-soft">
                  {t`كل خط مشاركات يقرؤها الاثنان معًا. شبكة كثيفة متصلة تجعل درجات المحكّمين قابلة للمقارنة، والجزيرة المنفصلة لا تُقارَن بغيرها.`}
                </p>
                <div className="tk-assignments-pair">
                  <Graph entries={found.items} people={people} />
                  <ol className="tk-assignments-legend">
                    {people.map((one) => (
                      <li key={one.juror_id} dir="auto">
                        {format.name(one)}
                      </li>
                    ))}
                  </ol>
                </div>
              </Card>
            </>
          );
        }}
      </Read>
    </div>
  );
}
