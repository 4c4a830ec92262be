// What going back brings, and what stays: the same words before proposing and before confirming.
import { useLingui } from '@lingui/react/macro';
import { Icon } from '../../../shared/ui/Icon';
import { backWords } from '../backWords';
import type { Phase } from '../model/phases';

export function BackConsequences({ to }: { to: Phase }) {
  const { t, i18n } = useLingui();
  const words = backWords[to];
  if (!words) return null;
  return (
    <>
      <section>
        <h3 className="tk-h3">{t`ما الذي يترتب على العودة`}</h3>
        <ul className="tk-editions-bullets">
          {words.happens.map((one) => (
            <li key={one.id}>
              <Icon name="undo" size={18} />
              <span>{i18n._(one)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3 className="tk-h3">{t`ما الذي يبقى`}</h3>
        <ul className="tk-editions-bullets tk-editions-bullets-frozen">
          {words.stays.map((one) => (
            <li key={one.id}>
              <Icon name="lock" size={18} />
              <span>{i18n._(one)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
