// A heading and what follows from an act, line by line: what happens, what is frozen, what stays.
import type { MessageDescriptor } from '@lingui/core';
import { useLingui } from '@lingui/react/macro';
import { Icon, type IconName } from '../../../shared/ui/Icon';

interface Props {
  title: string;
  icon: IconName;
  items: readonly MessageDescriptor[];
  /** what cannot change after the act */
  frozen?: boolean;
}

export function Bullets({ title, icon, items, frozen }: Props) {
  const { i18n } = useLingui();
  return (
    <section>
      <h3 className="tk-h3">{title}</h3>
      <ul className={`tk-editions-bullets${frozen ? ' tk-editions-bullets-frozen' : ''}`}>
        {items.map((one) => (
          <li key={one.id}>
            <Icon name={icon} size={18} />
            <span>{i18n._(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
