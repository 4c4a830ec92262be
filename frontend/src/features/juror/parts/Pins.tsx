// The evidence of one mark: each leads to what it names.
import { useLingui } from '@lingui/react/macro';
import type { Mark } from '../../../offline/evaluation';
import { IconButton } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { useDeskActs } from '../deskActs';
import { withoutPin } from '../pins';

interface PinsProps {
  mark: Mark;
  isReadOnly: boolean;
  onChange: (mark: Mark) => void;
}

export function Pins({ mark, isReadOnly, onChange }: PinsProps) {
  const { t } = useLingui();
  const { show, nameOf } = useDeskActs();
  if (mark.pins.length === 0) return null;
  return (
    <ul className="tk-plain-list tk-juror-pins" aria-label={t`الأدلة`}>
      {mark.pins.map((pin) => {
        const name = nameOf(pin);
        return (
          <li key={`${pin.field_id} ${pin.attachment_id} ${pin.page}`} className="tk-juror-pin">
            <button type="button" onClick={() => show(pin)}>
              <Icon name="link" size={16} />
              <bdi>{name}</bdi>
            </button>
            {isReadOnly ? null : (
              <IconButton icon="close" label={t`أزل الدليل: ${name}`} onPress={() => onChange(withoutPin(mark, pin))} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
