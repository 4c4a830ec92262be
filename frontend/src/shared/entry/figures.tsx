// Figures of a table as they are read: exact, in the reader's digits, with their unit in the heading.
import type { components } from '../api/schema';
import { formatNumber } from '../i18n/numbers';
import { type Format, useFormat } from '../i18n/react';

export type Column = components['schemas']['TableColumn'];

/** 'Users (thousand)' */
export function columnName(column: Column, format: Format): string {
  const unit = format.pick(column.unit_ar ?? '', column.unit_en ?? '');
  return unit ? `${format.name(column)} (${unit})` : format.name(column);
}

export function ExactNumber({ value }: { value: string | null | undefined }) {
  const format = useFormat();
  if (!value) return <span className="tk-faint">—</span>;
  const places = value.split('.')[1]?.length ?? 0;
  return (
    <bdi className="tk-entry-number">
      {formatNumber(Number(value), format.reader, { minimumFractionDigits: places, maximumFractionDigits: places })}
    </bdi>
  );
}
