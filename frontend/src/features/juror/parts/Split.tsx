// The line between the entry and the score sheet: dragged or moved by arrows, and kept on this device.
import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { readLocal, writeLocal } from '../../../shared/local';

const KEY = 'tahkeem.juror.split';
const [LEAST, MOST, USUAL, STEP] = [26, 64, 38, 2];
const within = (percent: number): number => Math.min(MOST, Math.max(LEAST, Math.round(percent)));

/** How much of the width the sheet takes, in percent. */
export function useSplit(): [number, (percent: number) => void] {
  const [percent, setPercent] = useState(() => within(Number(readLocal(KEY) ?? USUAL) || USUAL));
  const keep = (wanted: number) => {
    const next = within(wanted);
    writeLocal(KEY, String(next));
    setPercent(next);
  };
  return [percent, keep];
}

export function Split({ percent, onMove }: { percent: number; onMove: (percent: number) => void }) {
  const { t } = useLingui();
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const columns = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!columns) return;
    const along = (event.clientX - columns.x) / columns.width;
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    onMove((isRtl ? along : 1 - along) * 100);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const towardsEnd = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const towardsStart = towardsEnd === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const to: Record<string, number> = {
      [towardsEnd]: percent - STEP,
      [towardsStart]: percent + STEP,
      Home: MOST,
      End: LEAST,
    };
    const wanted = to[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    onMove(wanted);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> takes no focus; this is the window-splitter pattern
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t`عرض نموذج التقييم`}
      aria-valuenow={percent}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      className="tk-juror-split"
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onMove(USUAL)}
      onKeyDown={onKeyDown}
    />
  );
}
