// Signing out of a device with work that the server does not have: asked first.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../shared/i18n/react';
import { ConfirmDialog } from '../../shared/ui/Dialog';

interface SignOutProps {
  unsent: number;
  onClose: () => void;
  onSignOut: () => void;
}

export function SignOut({ unsent, onClose, onSignOut }: SignOutProps) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <ConfirmDialog
      title={t`في هذا الجهاز عمل لم يصل إلى الخادم`}
      action={t`سجّل الخروج`}
      danger
      isOpen
      onClose={onClose}
      onConfirm={onSignOut}
    >
      <p>{t`ما لم يصل من تقييماتك وأسئلتك وغيرها: ${format.number(unsent)}.`}</p>
      <p>{t`يبقى على هذا الجهاز، ويُرسل حين تسجّل الدخول منه من جديد. أما ما قرأته من المشاركات والوثائق فيُمحى.`}</p>
    </ConfirmDialog>
  );
}
