// Which document stands in the entry's pane, at which page, and whether the pane fills the screen.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { Pin } from '../../offline/evaluation';
import { IconButton } from '../../shared/ui/Button';
import type { Desk } from './model';
import { isDialogOpen } from './useScoreKeys';
import { kindOf } from './viewing';

interface Reading {
  id: string;
  wish: { page: number; at: number };
}

export function useReading(desk: Desk) {
  const { t } = useLingui();
  const [reading, setReading] = useState<Reading | null>(null);
  const [isFull, setFull] = useState(false);
  const before = useRef<{ scroll: number; focus: HTMLElement | null }>({ scroll: 0, focus: null });
  const file = desk.entry.attachments.find((one) => one.id === reading?.id && kindOf(one)) ?? null;

  useEffect(() => {
    if (!isFull) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isDialogOpen()) setFull(false);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isFull]);

  const open = ({ id }: { id: string }, page = 1) => {
    if (reading === null)
      before.current = { scroll: window.scrollY, focus: document.activeElement as HTMLElement | null };
    setReading({ id, wish: { page, at: Date.now() } });
  };
  /** A page that is cited is opened; false where the pin names no page, and the entry must be in sight. */
  const openPin = ({ attachment_id, page }: Pin): boolean => {
    const cited = desk.entry.attachments.find((one) => one.id === attachment_id);
    if (cited && page && kindOf(cited) === 'pdf') {
      open(cited, page);
      return true;
    }
    return false;
  };
  const close = () => {
    setReading(null);
    setFull(false);
    // When the entry stands again, its reader is where they were.
    requestAnimationFrame(() => {
      window.scrollTo({ top: before.current.scroll, behavior: 'instant' });
      before.current.focus?.focus({ preventScroll: true });
    });
  };
  return {
    file,
    open,
    openPin,
    close: () => setReading(null),
    marks: { 'data-reading': file ? true : undefined, 'data-full': isFull || undefined },
    pane: {
      base: `/api/v1/juror/evaluations/${desk.evaluation_id}/attachments/${reading?.id}`,
      wish: reading?.wish ?? { page: 1, at: 0 },
      isFull,
      onFull: setFull,
      onClose: close,
    },
    full: (
      <IconButton
        icon={isFull ? 'full-off' : 'full'}
        label={isFull ? t`أعد نموذج التقييم إلى جانب المشاركة` : t`املأ الشاشة بالمشاركة`}
        onPress={() => setFull(!isFull)}
      />
    ),
  };
}
