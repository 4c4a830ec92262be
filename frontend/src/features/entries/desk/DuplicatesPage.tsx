// Entries that may be one, the likest first.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Button } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { useScreens } from '../rights';
import { DismissDialog, useRestore } from './Duplicates';
import { useSigns } from './words';
import '../problems';
import './problems';
import './desk.css';

function Other({ editionId, entry }: { editionId: string; entry: components['schemas']['OtherEntry'] }) {
  const format = useFormat();
  return (
    <div className="tk-stack tk-gap-2 tk-entries-cell">
      <Link to="/editions/$editionId/screening/$entryId" params={{ editionId, entryId: entry.id }}>
        <bdi>{format.number(entry.number, { useGrouping: false })}</bdi>{' '}
        <span dir="auto">{format.pick(entry.title_ar, entry.title_en)}</span>
      </Link>
      <span className="tk-small tk-soft">
        <bdi>{format.pick(entry.entrant_ar, entry.entrant_en)}</bdi>
      </span>
    </div>
  );
}

export function DuplicatesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const last = useGet('/api/v1/editions/{edition_id}/duplicates', { path, query: { size: 1 } });
  const screens = useScreens(editionId);
  const signs = useSigns();
  const restore = useRestore(editionId);
  const [pair, setPair] = useState<string | null>(null);
  const zone = edition.data?.timezone;
  return (
    <Page
      title={t`مشاركات قد تكون مكررة`}
      crumbs={[{ label: t`مكتب الفرز`, to: '/editions/$editionId/screening', params: { editionId } }]}
      lead={
        last.data?.scanned_at ? (
          <>
            {t`تُقارن المشاركات كلما قُدّم جديد: العناوين المتشابهة، والخدمة نفسها، والملف نفسه. آخر مقارنة:`}{' '}
            <When at={last.data.scanned_at} zone={zone} show="short" />
          </>
        ) : (
          t`تُقارن المشاركات كلما قُدّم جديد: العناوين المتشابهة، والخدمة نفسها، والملف نفسه.`
        )
      }
    >
      <DataList
        source="/api/v1/editions/{edition_id}/duplicates"
        path={path}
        label={t`مشاركات قد تكون مكررة`}
        searchLabel={t`ابحث بعنوان إحدى المشاركتين`}
        defaultSort="-likeness"
        filters={[
          {
            id: 'dismissed',
            label: t`ما قيل فيهما`,
            options: [
              { id: 'false', label: t`لم يُنظر فيهما` },
              { id: 'true', label: t`ليستا مكررتين` },
            ],
          },
        ]}
        columns={[
          {
            id: 'number',
            header: t`الأولى`,
            primary: true,
            sortable: true,
            cell: (row) => <Other editionId={editionId} entry={row.first} />,
          },
          { id: 'second', header: t`الثانية`, cell: (row) => <Other editionId={editionId} entry={row.second} /> },
          {
            id: 'likeness',
            header: t`وجه الشبه`,
            sortable: true,
            cell: (row) => (
              <ul className="tk-plain-list tk-small">
                {row.signs.map((sign) => (
                  <li key={sign}>{signs(sign, format.percent(row.likeness / 100))}</li>
                ))}
              </ul>
            ),
          },
          {
            id: 'dismissed',
            header: t`ما قيل فيهما`,
            cell: (row) =>
              row.dismissed_at ? (
                <div className="tk-stack tk-gap-2 tk-entries-cell">
                  <span>{t`ليستا مكررتين`}</span>
                  <span className="tk-small tk-soft">
                    <span dir="auto">{row.dismissed_why}</span>{' '}
                    {row.dismissed_by ? <bdi>({format.name(row.dismissed_by)})</bdi> : null}
                  </span>
                  {screens ? <Button onPress={() => restore.mutate(row.id)}>{t`ارجع عن ذلك`}</Button> : null}
                </div>
              ) : screens ? (
                <Button onPress={() => setPair(row.id)}>{t`ليستا مكررتين`}</Button>
              ) : (
                <span className="tk-faint">{t`لم يُنظر فيهما`}</span>
              ),
          },
        ]}
        rowName={(row) =>
          `${format.number(row.first.number, { useGrouping: false })} – ${format.number(row.second.number, { useGrouping: false })}`
        }
        empty={{
          title: t`لا مشاركات متشابهة`,
          text: t`لم يُرصد بين المشاركات المقدَّمة ما قد يكون مكررًا.`,
          icon: 'check',
        }}
      />
      <DismissDialog editionId={editionId} pairId={pair} onClose={() => setPair(null)} />
    </Page>
  );
}
