// The juror's own conflicts: what was declared, by whom, and what follows.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge, type StateWords } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { AgencyConflict } from '../parts/AgencyConflict';
import { conflictKinds } from '../parts/Leave';

const states: StateWords = {
  recused: ['neutral', msg({ message: 'تنحٍّ', context: 'conflict' })],
  suspended: ['warning', msg({ message: 'موقوف حتى القرار', context: 'conflict' })],
  dismissed: ['success', msg({ message: 'لا تعارض', context: 'conflict' })],
};

/** What another recorded is not told as the juror's own words. */
const told = {
  employer: msg({ message: 'جهة عمل حالية', context: 'conflict' }),
  former_employer: msg({ message: 'جهة عمل سابقة', context: 'conflict' }),
  family: msg({ message: 'قرابة', context: 'conflict' }),
  business: msg({ message: 'مصلحة تجارية أو مالية', context: 'conflict' }),
  advised: msg({ message: 'مشورة أو عمل في المشاركة', context: 'conflict' }),
  other: msg({ message: 'سبب آخر', context: 'conflict' }),
};

export function ConflictsPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <Page
      title={t`تعارض المصالح`}
      lead={t`ما صرّحت به أو سُجّل عنك. تصرّح بتعارض مع مشاركة من صفحتها، ومع جهة من هنا، وتتنحّى فورًا.`}
      actions={<AgencyConflict />}
    >
      <DataList
        source="/api/v1/juror/conflicts"
        label={t`تعارض المصالح`}
        defaultSort="-declared_at"
        columns={[
          {
            id: 'kind',
            header: t`النوع`,
            primary: true,
            cell: (row) =>
              row.source === 'juror' ? (
                i18n._(conflictKinds[row.kind])
              ) : (
                <span>
                  {i18n._(told[row.kind])} <span className="tk-small tk-soft">({t`سجّله غيرك`})</span>
                </span>
              ),
          },
          {
            id: 'entry',
            header: t`المشاركة`,
            cell: (row) =>
              row.entry_number === null ? (
                // In an edition judged without names a number and its owner are never told together.
                <bdi>{format.pick(row.organisation_ar, row.organisation_en) || t`مشاركة لا يُذكر رقمها`}</bdi>
              ) : (
                t`مشاركة رقم ${format.number(row.entry_number, { useGrouping: false })}`
              ),
          },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => <StateBadge state={row.state} words={states} />,
          },
          { id: 'reason', header: t`السبب`, cell: (row) => <span dir="auto">{row.reason}</span> },
          {
            id: 'declared_at',
            header: t`سُجّل في`,
            sortable: true,
            cell: (row) => <When at={row.declared_at} show="short" />,
          },
        ]}
        empty={{ title: t`لا تعارض مسجّل`, icon: 'shield' }}
      />
    </Page>
  );
}
