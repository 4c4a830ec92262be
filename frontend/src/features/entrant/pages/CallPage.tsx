// An edition's categories: what each is for, who may enter it, and why not when I may not.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Answer, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { CategoryCard } from '../parts/CategoryCard';
import { Countdown } from '../parts/Countdown';
import { StartDialog } from '../parts/StartDialog';
import { useWhy } from '../words';
import '../problems';
import '../entrant.css';

export type Enterable = Answer<'/api/v1/entrant/categories'>;
export type Category = Enterable['items'][number];

function Categories({ call }: { call: Enterable }) {
  const { t } = useLingui();
  const why = useWhy(call.edition.timezone);
  const [chosen, setChosen] = useState<Category | null>(null);
  return (
    <>
      {call.why_not ? (
        <Notice tone="warning" title={t`لا تُبدأ مشاركة الآن`}>
          {why(call.why_not)}
        </Notice>
      ) : (
        <div className="tk-entrant-call">
          <Card>
            <Countdown until={call.edition.closes_at} zone={call.edition.timezone} />
          </Card>
        </div>
      )}
      <div className="tk-stack">
        {call.items.map((category) => (
          <CategoryCard
            key={category.id}
            category={category}
            accepts={call.accepts}
            zone={call.edition.timezone}
            onStart={() => setChosen(category)}
          />
        ))}
      </div>
      {call.items.length === 0 ? <p className="tk-soft">{t`لم يُعلن بعد ما يُتنافس عليه في هذه الدورة.`}</p> : null}
      <StartDialog key={chosen?.id} edition={call.edition} category={chosen} onClose={() => setChosen(null)} />
    </>
  );
}

export function CallPage() {
  const { t } = useLingui();
  const format = useFormat();
  const id = useParam('editionId');
  const call = useGet('/api/v1/entrant/categories', { query: { edition_id: id } });
  const edition = call.data?.edition;
  return (
    <Page
      title={edition ? format.name(edition) : t`الدورة`}
      crumbs={[{ label: t`الدورات المفتوحة`, to: '/entrant/calls', search: { all: '1' } }]}
      badge={edition && call.data?.accepts ? <StateBadge of="phase" state={edition.phase} /> : null}
      lead={edition ? <span dir="auto">{format.pick(edition.programme_ar, edition.programme_en)}</span> : null}
    >
      <Read of={call} lines={10}>
        {(found) => <Categories call={found} />}
      </Read>
    </Page>
  );
}
