// A panel from the start of the line, for navigation on narrow screens; from the end, for a row's details.
// A plain <dialog>: the browser holds the focus inside and closes on Escape. Lists that pop up (Select, ComboBox,
// dates) belong in Dialog, not here: they would open behind it.
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './Button';
import './Drawer.css';

export interface DrawerProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  from?: 'start' | 'end';
  children: ReactNode;
}

export function Drawer({ title, isOpen, onClose, from = 'start', children }: DrawerProps) {
  const { t } = useLingui();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    if (isOpen && dialog && !dialog.open) dialog.showModal();
    if (!isOpen) dialog?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={element}
      className={`tk-drawer tk-drawer-${from}`}
      aria-labelledby={heading}
      onClose={onClose}
      onPointerDown={(event) => {
        // The panel fills its dialog: only the backdrop is a press on the dialog itself.
        if (event.target === element.current) onClose();
      }}
    >
      {isOpen ? (
        <div className="tk-drawer-inside">
          <div className="tk-drawer-head">
            <h2 className="tk-h3" id={heading}>
              {title}
            </h2>
            <IconButton icon="close" label={t`إغلاق`} onPress={onClose} />
          </div>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
