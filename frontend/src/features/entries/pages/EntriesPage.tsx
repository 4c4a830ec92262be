// The entries of an edition: found, filtered, saved, and screened many at once.
import { Plural, useLingui } from '@lingui/react/macro';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { download } from '../../../shared/api/client';
import { fillPath } from '../../../shared/api/core';
import { useGet } from '../../../shared/api/query';
import { useEntryStates } from '../../../shared/entry/states';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { BulkEligible } from '../parts/BulkEligible';
import { useScreens } from '../rights';
import { useUntitled } from '../untitled';
import '../problems';

function ExcelButtons({ editionId }: { editionId: string }) {
  const { t } = useLingui();
  const { q, sort, category_id, state } = useSearch({ strict: false });
  const [busy, setBusy] = useState('');
  const save = (name: string, url: string) => {
    setBusy(name);
    download(url, name)
      .catch(notifyProblem)
      .finally(() => setBusy(''));
  };
  const path = { edition_id: editionId };
  const list = fillPath('/api/v1/editions/{edition_id}/entries.xlsx', path, { q, sort, category_id, state });
  const answers = fillPath('/api/v1/editions/{edition_id}/answers.xlsx', path, { category_id });
  return (
    <>
      <Button icon="download" busy={busy === 'entries.xlsx'} onPress={() => save('entries.xlsx', list)}>
        {t`نزّل جدول Excel`}
      </Button>
      <Button icon="download" busy={busy === 'answers.xlsx'} onPress={() => save('answers.xlsx', answers)}>
        {t`نزّل الإجابات المقدَّمة`}
      </Button>
    </>
  );
}

const DECIDED_IN = new Set(['open', 'screening', 'judging']);

export function EntriesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', { path, query: { size: 200 } });
  // Once the jury has judged no entry is found eligible any more, so nothing offers it.
  const decides = useScreens(editionId) && DECIDED_IN.has(edition.data?.phase ?? '');
  const states = useEntryStates();
  const [marking, setMarking] = useState<string[] | null | undefined>(undefined);
  const clear = useRef<() => void>(() => undefined);
  const untitled = useUntitled();
  const nouns = useNouns();
  return (
    <Page
      title={t`المشاركات`}
      actions={
        <>
          {decides ? (
            <Button icon="check" onPress={() => setMarking(null)}>
              {t`سجّل كل المقدَّمة مستوفية`}
            </Button>
          ) : null}
          <ExcelButtons editionId={editionId} />
        </>
      }
    >
      <DataList
        source="/api/v1/editions/{edition_id}/entries"
        path={path}
        label={t`المشاركات`}
        searchLabel={t`ابحث بالعنوان أو الجهة أو الرقم`}
        defaultSort="number"
        filters={[
          {
            id: 'category_id',
            label: nouns.One,
            options: (categories.data?.items ?? []).map((one) => ({ id: one.id, label: format.name(one) })),
          },
          { id: 'state', label: t`الحالة`, options: states },
        ]}
        bulkActions={
          decides
            ? [
                {
                  id: 'eligible',
                  label: t`سجّلها مستوفية`,
                  icon: 'check',
                  onAction: (ids, done) => {
                    clear.current = done;
                    setMarking(ids);
                  },
                },
              ]
            : undefined
        }
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            width: '5.5rem',
            cell: (row) => format.number(row.number, { useGrouping: false }),
          },
          {
            id: 'title',
            header: t`المشاركة`,
            primary: true,
            sortable: true,
            cell: (row) => format.pick(row.title_ar, row.title_en) || <span className="tk-soft">{untitled(row)}</span>,
          },
          {
            id: 'organisation',
            header: t`المشارك`,
            sortable: true,
            cell: (row) => (
              <span>
                <bdi>{format.name(row.organisation ?? row.owner)}</bdi>
                {row.organisation ? null : <span className="tk-tiny tk-soft"> {t`فرد`}</span>}
              </span>
            ),
          },
          {
            id: 'category',
            header: nouns.One,
            sortable: true,
            cell: (row) => <bdi>{format.name(row.category)}</bdi>,
          },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                <StateBadge of="entry" state={row.state} />
                {row.open_questions > 0 ? (
                  <Badge tone="warning">
                    <Plural
                      value={row.open_questions}
                      zero="لا أسئلة"
                      one="سؤال ينتظر"
                      two="سؤالان ينتظران"
                      few="# أسئلة تنتظر"
                      many="# سؤالًا ينتظر"
                      other="# سؤال ينتظر"
                    />
                  </Badge>
                ) : null}
              </span>
            ),
          },
          {
            id: 'submitted',
            header: t`قُدّمت في`,
            sortable: true,
            cell: (row) =>
              row.submitted_at ? (
                <When at={row.submitted_at} zone={edition.data?.timezone} show="short" />
              ) : (
                <span className="tk-faint">{t`لم تُقدَّم`}</span>
              ),
          },
        ]}
        rowName={(row) => format.pick(row.title_ar, row.title_en) || untitled(row)}
        rowLink={(row) => ({ to: '/editions/$editionId/entries/$entryId', params: { editionId, entryId: row.id } })}
        empty={{
          title: t`لا مشاركات بعد`,
          text: t`تظهر هنا أرقام المسودات وأصحابها حين تُبدأ بعد فتح باب المشاركة، ويُقرأ محتواها حين تُقدَّم.`,
          icon: 'form',
        }}
      />
      <BulkEligible
        editionId={editionId}
        ids={marking}
        onClose={() => setMarking(undefined)}
        onDone={() => clear.current()}
      />
    </Page>
  );
}
