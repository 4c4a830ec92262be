// Dialogs: for one decision or one short form. Escape and the backdrop close them; focus returns.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button, IconButton } from './Button';
import './Dialog.css';

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** buttons, the main one first */
  footer?: ReactNode;
  size?: 'small' | 'normal' | 'wide';
  role?: 'dialog' | 'alertdialog';
}

export function Dialog({ title, isOpen, onClose, children, footer, size = 'normal', role = 'dialog' }: DialogProps) {
  const { t } = useLingui();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className="tk-overlay"
    >
      <Modal className={`tk-modal tk-modal-${size}`}>
        <AriaDialog role={role} className="tk-dialog">
          <header className="tk-dialog-head">
            <Heading slot="title" className="tk-h2">
              {title}
            </Heading>
            {role === 'dialog' ? <IconButton icon="close" label={t`إغلاق`} onPress={onClose} /> : null}
          </header>
          <div className="tk-dialog-body">{children}</div>
          {footer ? <footer className="tk-dialog-foot">{footer}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
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
