// A button that opens a short list of acts.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Separator } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { buttonClass } from './Button';
import { Icon, type IconName } from './Icon';
import './Select.css';
import './Menu.css';

export interface MenuAction {
  id: string;
  label: string;
  icon?: IconName;
  onAction?: () => void;
  /** a plain URL under /app/; for other sites or files use a link in the page */
  href?: string;
  danger?: boolean;
  isDisabled?: boolean;
  /** a line above this item */
  separated?: boolean;
}

export interface MenuProps {
  items: readonly MenuAction[];
  /** the button's words; without `children` the button is three dots with this as its name */
  label: string;
  children?: ReactNode;
  kind?: 'secondary' | 'quiet';
}

export function Menu({ items, label, children, kind = 'secondary' }: MenuProps) {
  return (
    <MenuTrigger>
      {children ? (
        <AriaButton className={buttonClass(kind)} aria-label={label}>
          {children}
        </AriaButton>
      ) : (
        <AriaButton className="tk-icon-button" aria-label={label}>
          <Icon name="more" />
        </AriaButton>
      )}
      <Popover className="tk-popover" offset={4} placement="bottom end">
        <AriaMenu className="tk-listbox" aria-label={label}>
          {items.flatMap((item) => [
            ...(item.separated ? [<Separator key={`${item.id}-line`} className="tk-menu-line" />] : []),
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              {...(item.onAction ? { onAction: item.onAction } : {})}
              {...(item.href ? { href: item.href } : {})}
              isDisabled={item.isDisabled ?? false}
              className={item.danger ? 'tk-option tk-option-danger' : 'tk-option'}
            >
              {item.icon ? <Icon name={item.icon} size={18} /> : null}
              <span>{item.label}</span>
            </MenuItem>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** The three-dot menu of a row or a card. */
export function RowMenu({ items, of }: { items: readonly MenuAction[]; of: string }) {
  const { t } = useLingui();
  return <Menu items={items} label={t`إجراءات: ${of}`} />;
}
