// The one list of the product: searched, filtered, sorted and paged by the server; its state is in the URL;
// a table on wide screens and cards on narrow ones.
import { useLingui } from '@lingui/react/macro';
import type { ListItem, ListPath } from '../../api/query';
import { Button } from '../Button';
import { EmptyState, ErrorState, Skeleton } from '../States';
import { ListTable } from './ListTable';
import { BulkBar, Pager, Tools } from './Tools';
import type { DataListProps } from './types';
import { useList } from './useList';
import './DataList.css';

export type { BulkAction, Column, DataListProps, Filter } from './types';

export function DataList<P extends ListPath>(props: DataListProps<P>) {
  const { t } = useLingui();
  const list = useList(props);
  const { answer, selected, setSelected } = list;
  const rowId = props.rowId ?? ((row: ListItem<P>) => (row as { id: string }).id);
  const rows = answer.data?.items ?? [];
  const searching = props.searchable !== false || (props.filters?.length ?? 0) > 0 || Boolean(props.moreFilters);
  const nothingAtAll = answer.data !== undefined && answer.data.total === 0 && !list.narrowed;

  return (
    <section className="tk-list" aria-label={props.label} aria-busy={answer.isFetching}>
      {searching && !nothingAtAll ? <Tools props={props} list={list} /> : null}
      {selected.size > 0 && props.bulkActions ? (
        <BulkBar actions={props.bulkActions} selected={selected} clear={() => setSelected(new Set())} />
      ) : null}
      <div className="tk-list-frame">
        {answer.isFetching && answer.data ? <div className="tk-list-loading" /> : null}
        {answer.data === undefined ? (
          answer.error ? (
            <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
          ) : (
            <div className="tk-list-waiting">
              <Skeleton lines={8} />
            </div>
          )
        ) : rows.length > 0 ? (
          <ListTable props={props} list={list} rows={rows} rowId={rowId} />
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
      {answer.data && answer.data.total > 0 ? <Pager list={list} total={answer.data.total} /> : null}
    </section>
  );
}
