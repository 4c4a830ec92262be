// Puts the focus into the first field of what was just added.
import { type ReactNode, useEffect, useRef } from 'react';

export function FocusOnce({ wanted, done, children }: { wanted: boolean; done: () => void; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wanted) return;
    box.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    done();
  });
  return <div ref={box}>{children}</div>;
}
