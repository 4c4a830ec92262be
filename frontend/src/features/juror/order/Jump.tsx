// To a place by its number: shorter than step by step where there are many.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { NumberField } from '../../../shared/ui/NumberField';

interface JumpProps {
  number: string;
  most: number;
  at: number | null;
  onJump: (place: number) => void;
  onClose: () => void;
}

export function Jump({ number, most, at, onJump, onClose }: JumpProps) {
  const { t } = useLingui();
  const [place, setPlace] = useState<number | null>(at);
  return (
    <Dialog
      title={t`نقل المشاركة ${number} إلى مرتبة`}
      isOpen
      onClose={onClose}
      footer={
        <Button kind="primary" isDisabled={place === null} onPress={() => place !== null && onJump(place)}>
          {t`انقلها`}
        </Button>
      }
    >
      <NumberField
        label={t`المرتبة`}
        help={t`تتأخر مرتبةً ما كانت فيها وما بعدها.`}
        minValue={1}
        maxValue={most}
        value={place}
        onChange={setPlace}
        autoFocus
      />
    </Dialog>
  );
}
