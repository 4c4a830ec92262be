// One or several services of the agency's registry.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../i18n/react';
import { IconButton } from '../ui/Button';
import { ComboBox } from '../ui/ComboBox';
import { codesOf, type Service } from './answers';
import { mostItems } from './checks';
import type { InputFrame } from './frame';
import { PiecesFrame } from './PiecesFrame';

interface Props extends InputFrame {
  services: readonly Service[];
  /** where the registry is kept */
  registry?: ReactNode;
}

export function ServiceInput({ field, value, onChange, frame, services, registry }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const chosen = codesOf(value);
  const most = mostItems(field);
  const nameOf = (id: string): string => {
    const service = services.find((one) => one.id === id);
    return service ? format.name(service) : t`خدمة حُذفت من السجل`;
  };
  const options = services
    .filter((one) => most === 1 || !chosen.includes(one.id))
    .map((one) => ({ id: one.id, label: format.name(one) }));
  const take = (id: string | null): void => {
    if (id) onChange(most === 1 ? [id] : [...chosen, id]);
  };
  return (
    <PiecesFrame {...frame}>
      {chosen.length > 0 ? (
        <ul className="tk-entry-chosen">
          {chosen.map((id) => (
            <li key={id}>
              <bdi>{nameOf(id)}</bdi>
              <IconButton
                icon="close"
                label={t`أزل ${nameOf(id)}`}
                isDisabled={frame.isDisabled ?? false}
                onPress={() => onChange(chosen.filter((one) => one !== id))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {chosen.length < most && !frame.isDisabled ? (
        <ComboBox
          // The list starts anew after each choice.
          key={chosen.join()}
          label={t`اختر خدمة من سجل الجهة`}
          hideLabel
          placeholder={t`ابحث في خدمات الجهة…`}
          options={options}
          value={null}
          onChange={take}
        />
      ) : null}
      {registry ? <p className="tk-small tk-soft">{registry}</p> : null}
    </PiecesFrame>
  );
}
