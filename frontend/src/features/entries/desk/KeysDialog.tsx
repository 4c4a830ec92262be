// The desk's keys, and the switch that turns them off.
import { useLingui } from '@lingui/react/macro';
import { Switch } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';

export interface KeysDialogProps {
  isOpen: boolean;
  onClose: () => void;
  isOn: boolean;
  setOn: (on: boolean) => void;
}

export function KeysDialog({ isOpen, onClose, isOn, setOn }: KeysDialogProps) {
  const { t } = useLingui();
  const keys = [
    ['N', t`المشاركة التالية`],
    ['P', t`المشاركة السابقة`],
    ['E', t`مستوفية للشروط`],
    ['R', t`إعادة للاستكمال`],
    ['X', t`غير مستوفية للشروط`],
    ['C', t`ثبّت القرار`],
    ['D', t`خالفه بسبب`],
    ['?', t`هذه القائمة`],
  ] as const;
  return (
    <Dialog title={t`اختصارات لوحة المفاتيح`} isOpen={isOpen} onClose={onClose}>
      <div className="tk-stack">
        <dl className="tk-desk-keys">
          {keys.map(([key, label]) => (
            <div key={key}>
              <dt>
                <kbd className="tk-desk-key">{key}</kbd>
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
        <Switch isSelected={isOn} onChange={setOn} help={t`تعمل بموضع المفتاح، عربية كانت اللوحة أو لاتينية.`}>
          {t`مفاتيح مفردة`}
        </Switch>
      </div>
    </Dialog>
  );
}
