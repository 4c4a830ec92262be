// A button that opens a short panel under itself, such as the header's: plain, so the shell stays light.
// For the acts of a row or a page use Menu.
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { buttonClass } from './Button';
import './Disclosure.css';

export interface DisclosureProps {
  label: string;
  button: ReactNode;
  /** the panel; call `close` after an act */
  children: (close: () => void) => ReactNode;
}

export function Disclosure({ label, button, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      trigger.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    <div className="tk-disclosure" ref={box}>
      <button
        ref={trigger}
        type="button"
        className={buttonClass('quiet')}
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open ? (
        <div className="tk-disclosure-panel" id={id}>
          {children(() => setOpen(false))}
        </div>
      ) : null}
    </div>
  );
}
