// Which columns of the entries table a person wants to see: kept for each on this device.
import { useState } from 'react';
import { readLocal, writeLocal } from '../../shared/local';

export const ALL = [
  'number',
  'title',
  'title_en',
  'organisation',
  'category',
  'state',
  'submitted',
  'screener',
  'until',
  'files',
  'questions',
] as const;
export type ColumnId = (typeof ALL)[number];
/** the list links each row by its title, so that is always there */
export const FIXED: readonly ColumnId[] = ['title'];
export const USUAL: readonly ColumnId[] = ['number', 'title', 'organisation', 'category', 'state', 'submitted'];

/** In the table's own order, without what is no column, never without the fixed ones. */
export function tidy(wanted: unknown): ColumnId[] {
  if (!Array.isArray(wanted)) return [...USUAL];
  return ALL.filter((id) => FIXED.includes(id) || wanted.includes(id));
}

const key = (userId: string): string => `tahkeem.columns.entries.${userId}`;

function kept(userId: string): ColumnId[] {
  try {
    return tidy(JSON.parse(readLocal(key(userId)) ?? 'null'));
  } catch {
    return [...USUAL];
  }
}

export function useColumns(userId: string): [ColumnId[], (wanted: readonly ColumnId[]) => void] {
  const [shown, setShown] = useState(() => kept(userId));
  return [
    shown,
    (wanted) => {
      const next = tidy([...wanted]);
      setShown(next);
      writeLocal(key(userId), JSON.stringify(next));
    },
  ];
}
