// The decisions as they would be published: what the approver signs.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { outcomes } from '../words';

type Decided = components['schemas']['CategoryDecisions'];

export function DecidedList({ categories }: { categories: readonly Decided[] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return categories.map((category) => {
    const shown = category.decisions.filter((one) => one.outcome !== 'none');
    return (
      <Card key={category.category.id} title={format.name(category.category)}>
        {category.barred ? <p className="tk-soft">{t`لديك تعارض مصالح هنا، فلا يظهر لك شيء.`}</p> : null}
        {!category.barred && shown.length === 0 ? <p className="tk-soft">{t`لم يُقرَّر شيء بعد`}</p> : null}
        <ul className="tk-results-winners">
          {shown.map((one) => (
            <li key={one.id}>
              {one.outcome === 'withheld' ? (
                <Badge tone="warning">{t`محجوبة`}</Badge>
              ) : (
                <Badge tone={one.outcome === 'winner' ? 'gold' : 'lavender'}>
                  {i18n._(outcomes[one.outcome as keyof typeof outcomes])}
                  {one.place === null ? '' : ` ${format.number(one.place)}`}
                </Badge>
              )}
              <div>
                {one.entry ? (
                  <p>
                    <bdi className="tk-strong">{format.pick(one.entry.title_ar, one.entry.title_en)}</bdi>{' '}
                    {one.entry.state === 'eligible' ? null : <StateBadge of="entry" state={one.entry.state} />}
                  </p>
                ) : null}
                {one.entry ? (
                  <p className="tk-small tk-soft">
                    <bdi>{format.pick(one.entry.entrant_ar, one.entry.entrant_en)}</bdi>
                    {one.level_ar ? ` – ${format.pick(one.level_ar, one.level_en)}` : ''}
                  </p>
                ) : null}
                {format.pick(one.citation_ar, one.citation_en) ? (
                  <p className="tk-small" dir="auto">
                    {format.pick(one.citation_ar, one.citation_en)}
                  </p>
                ) : null}
                {one.reason_ar ? (
                  <p className="tk-small tk-soft">
                    {t`السبب`}: <bdi>{format.pick(one.reason_ar, one.reason_en)}</bdi>
                  </p>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    );
  });
}
