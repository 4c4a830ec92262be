// What going back brings, and what stays: the same words before proposing and before confirming.
import { useLingui } from '@lingui/react/macro';
import { backWords } from '../backWords';
import type { Phase } from '../model/phases';
import { Bullets } from './Bullets';

export function BackConsequences({ to }: { to: Phase }) {
  const { t } = useLingui();
  const words = backWords[to];
  if (!words) return null;
  return (
    <>
      <Bullets title={t`ما الذي يترتب على العودة`} icon="undo" items={words.happens} />
      <Bullets title={t`ما الذي يبقى`} icon="lock" items={words.stays} frozen />
    </>
  );
}
