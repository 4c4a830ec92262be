// Dialogs: for one decision or one short form. A plain <dialog>: the browser keeps the focus inside and gives it
// back; Escape asks its page to close it. Lists that pop up inside (Select, ComboBox, dates) open inside it too.
import { useLingui } from '@lingui/react/macro';
import { type PointerEvent, type ReactNode, useCallback, useEffect, useId, useRef } from 'react';
import { UNSAFE_PortalProvider as PortalProvider } from 'react-aria/PortalProvider';
import { createPortal } from 'react-dom';
import { Button, IconButton } from './Button';
import { InDialog } from './inDialog';
import './Dialog.css';

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** buttons, the main one first */
  footer?: ReactNode;
  size?: 'small' | 'normal' | 'wide';
  /** 'alertdialog': must be answered, so no cross and no closing by the backdrop */
  role?: 'dialog' | 'alertdialog';
}

/** A press on the backdrop is a press on the dialog outside its box (a list opened inside may cover the box). */
export function onBackdrop(event: PointerEvent<HTMLDialogElement>): boolean {
  const box = event.currentTarget.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return (
    event.target === event.currentTarget && (x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height)
  );
}

function Open({ title, onClose, children, footer, size = 'normal', role = 'dialog' }: Omit<DialogProps, 'isOpen'>) {
  const { t } = useLingui();
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const inside = useCallback(() => element.current, []);
  const asks = useRef<((close: () => void) => void) | null>(null);
  const leave = (): void => (asks.current ? asks.current(onClose) : onClose());
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    const first = dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog?.querySelector<HTMLElement>('h2');
    first?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={element}
      role={role === 'alertdialog' ? role : undefined}
      className={`tk-modal tk-modal-${size}`}
      aria-labelledby={heading}
      // Whether it closes is the page's decision: isOpen says so.
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      // Escape is answered here: the browser would close the dialog that asks together with the one it asks about.
      // What opened inside has its own Escape.
      onKeyDown={(event) => {
        const inside = event.target instanceof Element && event.target.closest('[popover]');
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing || inside) return;
        event.preventDefault();
        event.stopPropagation();
        leave();
      }}
      onPointerDown={(event) => role === 'dialog' && onBackdrop(event) && leave()}
    >
      <PortalProvider getContainer={inside}>
        <div className="tk-dialog">
          <div className="tk-dialog-head">
            <h2 className="tk-h2" id={heading} tabIndex={-1}>
              {title}
            </h2>
            {role === 'dialog' ? <IconButton icon="close" label={t`إغلاق`} onPress={leave} /> : null}
          </div>
          <InDialog value={asks}>
            <div className="tk-dialog-body">{children}</div>
          </InDialog>
          {footer ? <div className="tk-dialog-foot">{footer}</div> : null}
        </div>
      </PortalProvider>
    </dialog>
  );
}

export function Dialog({ isOpen, ...rest }: DialogProps) {
  return isOpen ? createPortal(<Open {...rest} />, document.body) : null;
}

export interface ConfirmDialogProps {
  title: string;
  children?: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  /** what happens, in a verb: «احذف المسودة», never «نعم» */
  action: string;
  danger?: boolean;
  busy?: boolean;
  cancel?: string;
}

export function ConfirmDialog({
  title,
  children,
  isOpen,
  onClose,
  onConfirm,
  action,
  danger,
  busy,
  cancel,
}: ConfirmDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog
      role="alertdialog"
      size="small"
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy ?? false} onPress={onConfirm}>
            {action}
          </Button>
          <Button onPress={onClose} autoFocus>
            {cancel ?? t`إلغاء`}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
