// The button that submits or reopens goes when it has done so, and the focus with it: the foot that it stood in takes it.
import { type RefObject, useEffect, useRef } from 'react';

/** `stands`: what decides which button stands there. */
export function useFootFocus(stands: string): RefObject<HTMLDivElement | null> {
  const foot = useRef<HTMLDivElement>(null);
  const before = useRef(stands);
  useEffect(() => {
    if (before.current === stands) return;
    before.current = stands;
    if (document.activeElement === document.body) foot.current?.focus({ preventScroll: true });
  }, [stands]);
  return foot;
}
