// The entries of an edition: found, filtered, saved, and screened many at once.
import { useLingui } from '@lingui/react/macro';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { fillPath } from '../../../shared/api/core';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { ALL, type ColumnId, useColumns } from '../columns';
import { BulkEligible } from '../parts/BulkEligible';
import { ColumnChooser } from '../parts/ColumnChooser';
import { useEntryColumns } from '../parts/entryColumns';
import { MoreFilters, useTableFilters } from '../parts/TableFilters';
import { useOrganisesHere, useScreens } from '../rights';
import { useUntitled } from '../untitled';
import '../problems';

const NARROWS = [
  'q',
  'sort',
  'category_id',
  'state',
  'organisation_id',
  'screener',
  'submitted_from',
  'submitted_to',
  'files',
  'flag',
];

// Once judging begins nothing is added.
const IMPORTING: ReadonlySet<string> = new Set(['draft', 'open', 'screening']);

function ExcelButtons({ editionId, columns }: { editionId: string; columns: string }) {
  const { t } = useLingui();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const [busy, setBusy] = useState('');
  const save = (name: string, url: string) => {
    setBusy(name);
    download(url, name)
      .catch(notifyProblem)
      .finally(() => setBusy(''));
  };
  const path = { edition_id: editionId };
  const narrowed = Object.fromEntries(NARROWS.map((name) => [name, search[name]]));
  const list = fillPath('/api/v1/editions/{edition_id}/entries.xlsx', path, { ...narrowed, columns });
  const { category_id } = search;
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
  // Once the jury has judged no entry is found eligible any more, so nothing offers it.
  const screens = useScreens(editionId) && DECIDED_IN.has(edition.data?.phase ?? '');
  // Where two persons decide, decisions are proposed and confirmed at the desk.
  const settings = useGet('/api/v1/editions/{edition_id}/screening/settings', { path, enabled: screens });
  const decides = screens && settings.data?.two_persons === false;
  const imports = useOrganisesHere(editionId) && IMPORTING.has(edition.data?.phase ?? '');
  const [marking, setMarking] = useState<string[] | null | undefined>(undefined);
  const clear = useRef<() => void>(() => undefined);
  const untitled = useUntitled();
  const filters = useTableFilters(editionId);
  const columns = useEntryColumns(edition.data?.timezone);
  const [shown, setShown] = useColumns(useMe().user_id);
  const names = Object.fromEntries(ALL.map((id) => [id, columns[id].header])) as Record<ColumnId, string>;
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
          {imports ? (
            <LinkButton icon="upload" to="/editions/$editionId/entries/import" params={{ editionId }}>
              {t`استورد من Excel`}
            </LinkButton>
          ) : null}
          <ExcelButtons editionId={editionId} columns={shown.join()} />
          <ColumnChooser names={names} shown={shown} onChange={setShown} />
        </>
      }
    >
      <DataList
        source="/api/v1/editions/{edition_id}/entries"
        path={path}
        csvQuery={{ columns: shown.join() }}
        label={t`المشاركات`}
        searchLabel={t`ابحث بالعنوان أو الجهة أو الرقم`}
        defaultSort="number"
        filters={filters}
        moreFilters={(url, set) => <MoreFilters editionId={editionId} url={url} set={set} />}
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
        columns={shown.map((id) => columns[id])}
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
