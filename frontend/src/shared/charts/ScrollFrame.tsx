// A box that may be wider inside than out: while it is, the keyboard reaches it and scrolls it, and the
// edge behind which there is more fades.
import { type ReactNode, useEffect, useRef, useState } from 'react';

export function ScrollFrame({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  const [scrolls, setScrolls] = useState(false);
  const [more, setMore] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => {
      setScrolls(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
      setMore(Math.abs(element.scrollLeft) + element.clientWidth < element.scrollWidth - 2);
    };
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  return (
    <section
      ref={box}
      className={className}
      aria-label={label}
      data-more={more || undefined}
      {...(scrolls ? { tabIndex: 0 } : {})}
    >
      {children}
    </section>
  );
}
