// The call's deadlines: who is reminded and when, and who was given more time.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { ExtendDialog } from '../parts/ExtendDialog';
import { ReminderPlan } from '../parts/ReminderPlan';
import { type Extension, ShortenDialog } from '../parts/ShortenDialog';
import '../problems';
import '../entries.css';

export function DeadlinesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const path = { edition_id: useParam('editionId') };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const plan = useGet('/api/v1/editions/{edition_id}/reminders', { path });
  const [open, setOpen] = useState(false);
  const [shortened, setShortened] = useState<Extension | null>(null);
  const zone = edition.data?.timezone ?? 'Asia/Riyadh';
  const may = plan.data?.may_extend === true;
  const whom = (row: Extension) => {
    const number = row.number === null ? '' : format.number(row.number, { useGrouping: false });
    const agency = format.pick(row.entrant_ar, row.entrant_en);
    return number ? t`المشاركة ${number} – ${agency}` : agency;
  };
  return (
    <Page
      title={t`التذكير والتمديد`}
      actions={
        may && edition.data ? (
          <Button icon="clock" onPress={() => setOpen(true)}>
            {t`مدّد لمشارك واحد`}
          </Button>
        ) : null
      }
    >
      <Card>
        <Read of={plan} lines={5}>
          {(data) => <ReminderPlan editionId={path.edition_id} plan={data} zone={zone} />}
        </Read>
      </Card>
      <h2 className="tk-h2">{t`من مُدّد له`}</h2>
      <DataList
        source="/api/v1/editions/{edition_id}/extensions"
        path={path}
        label={t`من مُدّد له`}
        columns={[
          {
            id: 'whom',
            header: t`المشارك`,
            primary: true,
            cell: whom,
          },
          {
            id: 'until',
            header: t`الموعد الجديد`,
            sortable: true,
            cell: (row) => (
              <div className="tk-stack tk-gap-1">
                <When at={row.until} zone={zone} />
                {row.before ? (
                  <p className="tk-small tk-soft">
                    {t`قُدّم، وكان`} <When at={row.before} zone={zone} show="short" />
                  </p>
                ) : null}
                {row.shortened_from ? (
                  <div>
                    <Button size="small" onPress={() => setShortened(row)}>
                      {t`قدّم هذا الموعد`}
                    </Button>
                  </div>
                ) : null}
              </div>
            ),
          },
          { id: 'entries', header: t`عدد المشاركات`, align: 'end', cell: (row) => format.number(row.entries) },
          { id: 'reason', header: t`السبب`, width: '16rem', cell: (row) => <span dir="auto">{row.reason}</span> },
          {
            id: 'granted',
            header: t`القرار`,
            sortable: true,
            cell: (row) => (
              <div>
                <When at={row.granted_at} zone={zone} show="short" />
                {row.granted_by ? <div className="tk-small tk-soft">{format.name(row.granted_by)}</div> : null}
              </div>
            ),
          },
        ]}
        empty={{ title: t`لم يُمدَّد لأحد وحده`, text: t`كل تمديد لمشارك واحد يظهر هنا بسببه وصاحبه، ويُسجَّل في السجل.` }}
      />
      {edition.data && open ? <ExtendDialog edition={edition.data} onClose={() => setOpen(false)} /> : null}
      {shortened?.shortened_from ? (
        <ShortenDialog
          editionId={path.edition_id}
          extension={shortened}
          until={shortened.shortened_from}
          whom={whom(shortened)}
          zone={zone}
          onClose={() => setShortened(null)}
        />
      ) : null}
    </Page>
  );
}
