// The desk's keys, and the switch of the single ones.
import { useLingui } from '@lingui/react/macro';
import { Switch } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';

interface KeysProps {
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
  onClose: () => void;
}

export function Keys({ isOn, onSwitch, onClose }: KeysProps) {
  const { t } = useLingui();
  return (
    <Dialog title={t`اختصارات لوحة المفاتيح`} isOpen onClose={onClose}>
      <dl className="tk-juror-keys">
        <dt>0–9</dt>
        <dd>{t`درجة المعيار الذي أنت عليه، أو ترتيب مستواه`}</dd>
        <dt>Enter</dt>
        <dd>{t`إلى نموذج التقييم، ثم المعيار التالي`}</dd>
        <dt>Ctrl + Enter</dt>
        <dd>{t`إرسال التقييم`}</dd>
        <dt>N / P</dt>
        <dd>{t`المشاركة التالية / السابقة`}</dd>
        <dt>?</dt>
        <dd>{t`هذه القائمة`}</dd>
      </dl>
      <Switch isSelected={isOn} onChange={onSwitch} help={t`إن أوقفتها بقي Ctrl + Enter وأزرار الصفحة كلها.`}>
        {t`اختصارات المفتاح الواحد`}
      </Switch>
    </Dialog>
  );
}
