// Rows that are put in order by dragging their grip, or by the arrow keys on it; every move is said aloud.
import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, type RefCallback, useLayoutEffect, useRef, useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import '../tables.css';

export interface Dragging {
  id: string;
  /** a place between rows: 0 before the first, n after the last */
  gap: number;
  /** how far the pointer went in the direction of reading, in pixels */
  along: number;
}

export interface ReorderOptions {
  ids: readonly string[];
  nameOf: (id: string) => string;
  onDrop: (drag: Dragging) => void;
  /** true when the key was an order to move */
  onKey: (id: string, key: 'up' | 'down' | 'in' | 'out') => boolean;
}

export interface Reorder {
  dragging: Dragging | null;
  rowRef: (id: string) => RefCallback<HTMLElement>;
  /** where the dragged row would land, beside this row */
  dropAt: (index: number) => 'before' | 'after' | undefined;
  grip: (id: string) => GripProps;
  /** put it once near the rows */
  said: string;
}

interface GripProps {
  'data-grip': string;
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  onPointerCancel: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

export function useReorder({ ids, nameOf, onDrop, onKey }: ReorderOptions): Reorder {
  const { t } = useLingui();
  const format = useFormat();
  const rows = useRef(new Map<string, HTMLElement>());
  const start = useRef(0);
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const [said, setSaid] = useState('');
  const moved = useRef<string | null>(null);

  // React may take a moved row out of the document for a moment: its grip gets the focus back.
  useLayoutEffect(() => {
    const id = moved.current;
    if (!id) return;
    moved.current = null;
    rows.current.get(id)?.querySelector<HTMLElement>(`[data-grip="${id}"]`)?.focus();
    const place = format.number(ids.indexOf(id) + 1);
    const all = format.number(ids.length);
    setSaid(t`${nameOf(id)}: الموضع ${place} من ${all}`);
  });

  const gapAt = (y: number): number => {
    for (const [index, id] of ids.entries()) {
      const box = rows.current.get(id)?.getBoundingClientRect();
      if (box && y < box.top + box.height / 2) return index;
    }
    return ids.length;
  };

  const grip = (id: string): GripProps => ({
    'data-grip': id,
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = event.clientX;
      setDragging({ id, gap: ids.indexOf(id), along: 0 });
    },
    onPointerMove: (event) => {
      if (dragging?.id !== id) return;
      const direction = document.documentElement.dir === 'rtl' ? -1 : 1;
      if (event.clientY < 90) window.scrollBy(0, -14);
      else if (event.clientY > window.innerHeight - 70) window.scrollBy(0, 14);
      setDragging({ id, gap: gapAt(event.clientY), along: direction * (event.clientX - start.current) });
    },
    onPointerUp: () => {
      if (dragging?.id === id) {
        moved.current = id;
        onDrop(dragging);
      }
      setDragging(null);
    },
    onPointerCancel: () => setDragging(null),
    onKeyDown: (event) => {
      if (event.key === 'Escape' && dragging) {
        setDragging(null);
        event.stopPropagation();
        return;
      }
      const inwards = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      const outwards = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
      const keys: Record<string, 'up' | 'down' | 'in' | 'out'> = {
        ArrowUp: 'up',
        ArrowDown: 'down',
        [inwards]: 'in',
        [outwards]: 'out',
      };
      const key = keys[event.key];
      if (!key) return;
      event.preventDefault();
      if (onKey(id, key)) moved.current = id;
    },
  });

  return {
    dragging,
    rowRef: (id) => (element) => {
      if (element) rows.current.set(id, element);
      else rows.current.delete(id);
    },
    dropAt: (index) =>
      dragging?.gap === index
        ? 'before'
        : dragging?.gap === ids.length && index === ids.length - 1
          ? 'after'
          : undefined,
    grip,
    said,
  };
}

/** The handle of a row. */
export function Grip({ label, ...rest }: GripProps & { label: string }) {
  return (
    <button type="button" className="tk-editions-grip" aria-label={label} {...rest}>
      <Icon name="drag" />
    </button>
  );
}

export const Said = ({ children }: { children: string }) => (
  <div className="tk-hidden" aria-live="polite">
    {children}
  </div>
);

/** For a plain list: what a drop and a key mean. */
export function useListOrder<T>(
  list: readonly T[],
  idOf: (item: T) => string,
  nameOf: (item: T) => string,
  onOrder: (list: T[]) => void,
  fixedTail = 0,
): Reorder {
  const ids = list.map(idOf);
  const last = ids.length - fixedTail;
  const place = (id: string, gap: number): boolean => {
    const from = ids.indexOf(id);
    if (from < 0 || gap < 0 || gap > last || gap === from || gap === from + 1) return false;
    const rest = list.filter((_, at) => at !== from);
    const to = gap > from ? gap - 1 : gap;
    onOrder([...rest.slice(0, to), list[from] as T, ...rest.slice(to)]);
    return true;
  };
  return useReorder({
    ids,
    nameOf: (id) => {
      const item = list.find((one) => idOf(one) === id);
      return item === undefined ? '' : nameOf(item);
    },
    onDrop: ({ id, gap }) => void place(id, Math.min(gap, last)),
    onKey: (id, key) => {
      const from = ids.indexOf(id);
      return key === 'up' ? place(id, from - 1) : key === 'down' ? place(id, from + 2) : false;
    },
  });
}
