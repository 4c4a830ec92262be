// A panel from the start of the line, for navigation on narrow screens; from the end, for a row's details.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
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
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="tk-drawer-overlay"
    >
      <Modal className={`tk-drawer tk-drawer-${from}`}>
        <AriaDialog className="tk-drawer-dialog">
          <header className="tk-drawer-head">
            <Heading slot="title" className="tk-h3">
              {title}
            </Heading>
            <IconButton icon="close" label={t`إغلاق`} onPress={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
