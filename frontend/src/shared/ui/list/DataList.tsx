// The one list of the product: searched, filtered, sorted and paged, by the server or, for rows that the page holds
// already, on the device; its state is in the URL; a table on wide screens and cards on narrow ones.
import { useLingui } from '@lingui/react/macro';
import type { ReactElement } from 'react';
import type { ListPath } from '../../api/query';
import { Button } from '../Button';
import { EmptyState, ErrorState, Skeleton } from '../States';
import { ListTable } from './ListTable';
import { BulkBar, Pager, Tools } from './Tools';
import type { HeldListProps, ListLook, ServedListProps } from './types';
import { type ListState, type Shown, useHeld, useListState, useServed } from './useList';
import './DataList.css';

export type { BulkAction, Column, Filter } from './types';

export function DataList<P extends ListPath>(props: ServedListProps<P>): ReactElement;
export function DataList<Row>(props: HeldListProps<Row>): ReactElement;
export function DataList<P extends ListPath, Row>(props: ServedListProps<P> | HeldListProps<Row>): ReactElement {
  return 'rows' in props ? <HeldList {...props} /> : <ServedList {...props} />;
}

function ServedList<P extends ListPath>(props: ServedListProps<P>) {
  const list = useListState(props);
  return <ListView props={props} list={list} shown={useServed(props, list)} />;
}

function HeldList<Row>(props: HeldListProps<Row>) {
  const list = useListState(props);
  return <ListView props={props} list={list} shown={useHeld(props, list)} />;
}

function ListView<Row>({ props, list, shown }: { props: ListLook<Row>; list: ListState; shown: Shown<Row> }) {
  const { t } = useLingui();
  const { selected, setSelected } = list;
  const { data } = shown;
  const rowId = props.rowId ?? ((row: Row) => (row as { id: string }).id);
  const searching = props.searchable !== false || (props.filters?.length ?? 0) > 0 || Boolean(props.moreFilters);
  const nothingAtAll = data !== undefined && data.total === 0 && !list.narrowed;

  return (
    <section className="tk-list" aria-label={props.label} aria-busy={shown.isFetching}>
      {searching && !nothingAtAll ? <Tools props={props} list={list} saveCsv={shown.saveCsv} /> : null}
      {selected.size > 0 && props.bulkActions ? (
        <BulkBar actions={props.bulkActions} selected={selected} clear={() => setSelected(new Set())} />
      ) : null}
      <div className="tk-list-frame">
        {shown.isFetching && data ? <div className="tk-list-loading" /> : null}
        {data === undefined ? (
          shown.error ? (
            <ErrorState error={shown.error} onRetry={shown.retry} />
          ) : (
            <div className="tk-list-waiting">
              <Skeleton lines={8} />
            </div>
          )
        ) : data.items.length > 0 ? (
          <ListTable props={props} list={list} rows={data.items} rowId={rowId} />
        ) : list.narrowed ? (
          <EmptyState
            title={t`لا نتائج مطابقة`}
            icon="search"
            action={<Button onPress={list.clear}>{t`امسح البحث`}</Button>}
          >
            {t`غيّر كلمات البحث أو أزل بعض المرشّحات.`}
          </EmptyState>
        ) : (
          <EmptyState
            title={props.empty?.title ?? t`لا يوجد شيء هنا بعد`}
            icon={props.empty?.icon ?? 'layers'}
            action={props.empty?.action}
          >
            {props.empty?.text}
          </EmptyState>
        )}
      </div>
      {data && data.total > 0 ? <Pager list={list} total={data.total} label={props.label} /> : null}
    </section>
  );
}
