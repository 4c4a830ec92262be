// A fingerprint, whole and copyable.
import { useLingui } from '@lingui/react/macro';
import { IconButton } from '../../../shared/ui/Button';
import { notify } from '../../../shared/ui/Notice';
import '../home.css';

export function Hash({ value }: { value: string }) {
  const { t } = useLingui();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    notify(t`نُسخت البصمة.`);
  };
  return (
    <div className="tk-editions-hash">
      <span className="tk-tiny tk-soft">SHA-256</span>
      <code>{value}</code>
      <IconButton icon="copy" label={t`انسخ البصمة`} onPress={() => void copy()} />
    </div>
  );
}
