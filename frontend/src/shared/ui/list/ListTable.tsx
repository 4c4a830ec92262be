// The rows: a real table, so that screen readers and printers get one.
import { useLingui } from '@lingui/react/macro';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Checkbox } from '../Choice';
import { Icon } from '../Icon';
import { RowMenu } from '../Menu';
import type { Column, ListLook } from './types';
import type { ListState } from './useList';

function Head<Row>({
  column,
  sort,
  choose,
}: {
  column: Column<Row>;
  sort: string | undefined;
  choose: ListState['choose'];
}) {
  const key = column.sortable === true ? column.id : column.sortable || null;
  const direction = key && sort === key ? 'ascending' : key && sort === `-${key}` ? 'descending' : undefined;
  return (
    <th
      scope="col"
      data-align={column.align}
      aria-sort={direction}
      style={column.width ? { inlineSize: column.width } : undefined}
    >
      {key ? (
        <button
          type="button"
          className="tk-sort"
          onClick={() => choose({ sort: direction === 'ascending' ? `-${key}` : key })}
        >
          {column.header}
          <Icon
            name={direction === 'ascending' ? 'chevron-up' : direction === 'descending' ? 'chevron-down' : 'sort'}
            size={14}
          />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

interface TableProps<Row> {
  props: ListLook<Row>;
  list: ListState;
  rows: readonly Row[];
  rowId: (row: Row) => string;
}

export function ListTable<Row>({ props, list, rows, rowId }: TableProps<Row>) {
  const { t } = useLingui();
  const { columns, rowActions, rowLink, bulkActions, label } = props;
  const { selected, setSelected } = list;
  const nameOf = (row: Row): string => {
    if (props.rowName) return props.rowName(row);
    const cell = columns.find((column) => column.primary)?.cell(row);
    return typeof cell === 'string' ? cell : rowId(row);
  };
  const ids = rows.map(rowId);
  const all = ids.every((id) => selected.has(id));
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    setSelected(next);
  };
  return (
    <table className="tk-table">
      <caption className="tk-hidden">{label}</caption>
      <thead>
        <tr>
          {bulkActions ? (
            <th scope="col" className="tk-cell-check">
              <Checkbox
                aria-label={t`اختر كل ما في الصفحة`}
                isSelected={all}
                isIndeterminate={!all && ids.some((id) => selected.has(id))}
                onChange={(on) => setSelected(new Set(on ? ids : []))}
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={list.sort} choose={list.choose} />
          ))}
          {rowActions ? (
            <th scope="col" className="tk-cell-menu">
              <span className="tk-hidden">{t`إجراءات`}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const id = rowId(row);
          const actions = rowActions?.(row) ?? [];
          return (
            <tr key={id} data-selected={selected.has(id) || undefined}>
              {bulkActions ? (
                <td className="tk-cell-check">
                  <Checkbox
                    aria-label={t`اختر ${nameOf(row)}`}
                    isSelected={selected.has(id)}
                    onChange={(on) => toggle(id, on)}
                  />
                </td>
              ) : null}
              {columns.map((column) => {
                const content = column.cell(row);
                return column.primary ? (
                  <th key={column.id} scope="row" className="tk-cell-primary" dir="auto">
                    {rowLink ? <Link {...(rowLink(row) as LinkProps)}>{content}</Link> : content}
                  </th>
                ) : (
                  <td
                    key={column.id}
                    data-align={column.align}
                    data-label={column.header}
                    className={column.hideOnCard ? 'tk-cell-wide' : undefined}
                  >
                    {content}
                  </td>
                );
              })}
              {rowActions ? (
                <td className="tk-cell-menu">
                  {actions.length > 0 ? <RowMenu items={actions} of={nameOf(row)} /> : null}
                </td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
