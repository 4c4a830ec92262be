// A list that is put in order by dragging: with a pointer, a finger or, from the handle, the keyboard.
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { type DropTarget, useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { Icon } from './Icon';
import './OrderList.css';

export interface OrderListProps<T> {
  label: string;
  rows: readonly T[];
  rowId: (row: T) => string;
  /** what is read of a row */
  textOf: (row: T) => string;
  handleOf: (row: T) => string;
  /** how a row stands, for its look */
  standing?: (row: T) => string | undefined;
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** dropped before, after or on another row; null where nothing may be moved */
  onDrop: ((ids: string[], target: { id: string; at: 'before' | 'after' | 'on' }) => void) | null;
  children: (row: T) => ReactNode;
}

export function OrderList<T>({ rows, rowId, textOf, handleOf, onDrop, ...rest }: OrderListProps<T>) {
  const { label, standing, selected, onSelect, children } = rest;
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    isDisabled: onDrop === null,
    onMove: ({ keys, target }: { keys: Set<string | number>; target: DropTarget }) => {
      if (target.type === 'item') onDrop?.([...keys].map(String), { id: String(target.key), at: target.dropPosition });
    },
  });
  return (
    <GridList
      aria-label={label}
      className="tk-order"
      selectionMode="single"
      selectionBehavior="toggle"
      keyboardNavigationBehavior="tab"
      selectedKeys={selected === null ? [] : [selected]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        onSelect(key === undefined ? null : String(key));
      }}
      dragAndDropHooks={dragAndDropHooks}
    >
      {rows.map((row) => (
        <GridListItem
          key={rowId(row)}
          id={rowId(row)}
          textValue={textOf(row)}
          className="tk-order-row"
          data-standing={standing?.(row)}
        >
          {onDrop === null ? null : (
            <Button slot="drag" className="tk-order-handle" aria-label={handleOf(row)}>
              <Icon name="drag" size={18} />
            </Button>
          )}
          {children(row)}
        </GridListItem>
      ))}
    </GridList>
  );
}
