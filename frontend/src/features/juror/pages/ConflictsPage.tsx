// The juror's own conflicts: what was declared, by whom, and what follows.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge, type StateWords } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { conflictKinds } from '../parts/Leave';

const states: StateWords = {
  recused: ['neutral', msg({ message: 'تنحٍّ', context: 'conflict' })],
  suspended: ['warning', msg({ message: 'موقوف حتى القرار', context: 'conflict' })],
  dismissed: ['success', msg({ message: 'لا تعارض', context: 'conflict' })],
};

export function ConflictsPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const conflicts = useGet('/api/v1/juror/conflicts');
  return (
    <Page
      title={t`تعارض المصالح`}
      lead={t`ما صرّحت به أو سُجّل عنك. تصرّح بتعارض جديد من صفحة المشاركة نفسها، وتتنحّى عنها فورًا.`}
    >
      <Read of={conflicts}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t`لا تعارض مسجّل`} icon="shield" />
          ) : (
            <div className="tk-stack">
              {items.map((item) => (
                <Card
                  key={item.id}
                  title={i18n._(conflictKinds[item.kind as keyof typeof conflictKinds])}
                  actions={<StateBadge state={item.state} words={states} />}
                >
                  <p className="tk-small tk-soft">
                    <When at={item.declared_at} show="short" />
                    {item.entry_number === null
                      ? null
                      : ` – ${t`مشاركة رقم ${format.number(item.entry_number, { useGrouping: false })}`}`}
                  </p>
                  {item.reason ? <p dir="auto">{item.reason}</p> : null}
                </Card>
              ))}
            </div>
          )
        }
      </Read>
    </Page>
  );
}
