// What can be added: a section, or a question of any kind. It stands where the panel of an open question stands.
import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { Button } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { type FieldKind, KINDS } from '../model/fields';
import { fieldKinds } from '../words';

export function Palette({ onField, onSection }: { onField: (kind: FieldKind) => void; onSection: () => void }) {
  const { t, i18n } = useLingui();
  const id = useId();
  return (
    <div className="tk-stack tk-gap-4">
      <div>
        <Button icon="layers" onPress={onSection}>
          {t`أضف قسمًا`}
        </Button>
      </div>
      <ul className="tk-builder-palette">
        {KINDS.map((kind) => {
          const [icon, name, about] = fieldKinds[kind];
          return (
            <li key={kind}>
              <button
                type="button"
                aria-labelledby={`${id}-${kind}`}
                aria-describedby={`${id}-${kind}-about`}
                onClick={() => onField(kind)}
              >
                <Icon name={icon} size={20} />
                <span>
                  <span className="tk-strong" id={`${id}-${kind}`}>
                    {i18n._(name)}
                  </span>
                  <span className="tk-tiny tk-soft" id={`${id}-${kind}-about`}>
                    {i18n._(about)}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
