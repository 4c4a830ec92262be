// Signing out of a device with work that the server does not have: asked first.
import { Plural, useLingui } from '@lingui/react/macro';
import { ConfirmDialog } from '../../shared/ui/Dialog';

interface SignOutProps {
  unsent: number;
  onClose: () => void;
  onSignOut: () => void;
}

export function SignOut({ unsent, onClose, onSignOut }: SignOutProps) {
  const { t } = useLingui();
  return (
    <ConfirmDialog
      title={t`في هذا الجهاز عمل لم يصل إلى الخادم`}
      action={t`سجّل الخروج`}
      danger
      isOpen
      onClose={onClose}
      onConfirm={onSignOut}
    >
      <p>
        <Plural
          value={unsent}
          zero="لا تقييم ينتظر."
          one="تقييم واحد لم يصل إلى الخادم."
          two="تقييمان لم يصلا إلى الخادم."
          few="# تقييمات لم تصل إلى الخادم."
          many="# تقييمًا لم يصل إلى الخادم."
          other="# تقييم لم يصل إلى الخادم."
        />
      </p>
      <p>{t`يبقى على هذا الجهاز، ويُرسل حين تسجّل الدخول منه من جديد. أما ما قرأته من المشاركات والوثائق فيُمحى.`}</p>
    </ConfirmDialog>
  );
}
