// A button that opens a short list of acts, as the ARIA menu-button pattern has it. The list is a popover in the
// browser's top layer: no table clips it, and it opens over dialogs.
import { useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { fold } from '../i18n/bidi';
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

/** Under the button at its end edge; above it, or shifted, where the window ends. */
function place(list: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const rtl = getComputedStyle(button).direction === 'rtl';
  const x = rtl ? at.x : at.x + at.width - width;
  const below = at.y + at.height + 4;
  const y = below + height > innerHeight - 8 && at.y - height - 4 > 8 ? at.y - height - 4 : below;
  list.style.translate = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px ${y}px`;
}

function List({
  items,
  label,
  button,
  close,
}: {
  items: readonly MenuAction[];
  label: string;
  button: HTMLElement;
  close: (refocus: boolean) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const done = useRef(close);
  done.current = close;
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    element.showPopover();
    place(element, button);
    element.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const away = (event: Event): void => {
      if (!element.contains(event.target as Node) && !button.contains(event.target as Node)) done.current(false);
    };
    const moved = (event: Event): void => {
      if (element.contains(event.target as Node)) return;
      const { y, height } = button.getBoundingClientRect();
      if (y + height < 0 || y > innerHeight) done.current(false);
      else place(element, button);
    };
    document.addEventListener('pointerdown', away, true);
    document.addEventListener('scroll', moved, true);
    addEventListener('resize', moved);
    return () => {
      document.removeEventListener('pointerdown', away, true);
      document.removeEventListener('scroll', moved, true);
      removeEventListener('resize', moved);
    };
  }, [button]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') {
      close(true);
      return;
    }
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const to = step[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === 'Escape') close(true);
    else if (event.key.length === 1 && event.key !== ' ')
      all.find((item) => fold(item.textContent ?? '').startsWith(fold(event.key)))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={list}
      popover="manual"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className="tk-menu"
      onKeyDown={onKeyDown}
    >
      {items.flatMap((item) => {
        const words = (
          <>
            {item.icon ? <Icon name={item.icon} size={18} /> : null}
            <span>{item.label}</span>
          </>
        );
        const common = {
          role: 'menuitem',
          tabIndex: -1,
          className: item.danger ? 'tk-option tk-option-danger' : 'tk-option',
          'aria-disabled': item.isDisabled || undefined,
          onClick: () => {
            if (item.isDisabled) return;
            close(true);
            item.onAction?.();
          },
        };
        return [
          ...(item.separated ? [<hr key={`${item.id}-line`} className="tk-menu-line" />] : []),
          item.href && !item.isDisabled ? (
            <a key={item.id} href={item.href} {...common}>
              {words}
            </a>
          ) : (
            <button key={item.id} type="button" {...common}>
              {words}
            </button>
          ),
        ];
      })}
    </div>
  );
}

export function Menu({ items, label, children, kind = 'secondary' }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <>
      <button
        ref={button}
        id={id}
        type="button"
        className={children ? buttonClass(kind) : 'tk-icon-button'}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children ?? <Icon name="more" />}
      </button>
      {open && button.current ? (
        <List
          items={items}
          label={label}
          button={button.current}
          close={(refocus) => {
            setOpen(false);
            if (refocus) button.current?.focus();
          }}
        />
      ) : null}
    </>
  );
}

/** The three-dot menu of a row or a card. */
export function RowMenu({ items, of }: { items: readonly MenuAction[]; of: string }) {
  const { t } = useLingui();
  return <Menu items={items} label={t`إجراءات: ${of}`} />;
}
