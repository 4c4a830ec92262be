// Buttons and links that look like buttons. One primary button per view.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button';
import { Icon, type IconName } from './Icon';
import { Spinner } from './Spinner';
import './Button.css';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet';
type Size = 'small' | 'normal' | 'large';

export interface ButtonProps extends Omit<AriaProps, 'children' | 'className' | 'style' | 'isPending'> {
  kind?: ButtonKind;
  size?: Size;
  icon?: IconName | undefined;
  iconEnd?: IconName | undefined;
  /** shows a spinner and refuses presses; the button keeps its width and its focus */
  busy?: boolean;
  wide?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export const buttonClass = (kind: ButtonKind = 'secondary', size: Size = 'normal', wide = false): string =>
  `tk-button tk-button-${kind}${size === 'normal' ? '' : ` tk-button-${size}`}${wide ? ' tk-button-wide' : ''}`;

export function Button({ kind, size, icon, iconEnd, busy = false, wide, children, ...rest }: ButtonProps) {
  return (
    <AriaButton type="button" {...rest} isPending={busy} className={buttonClass(kind, size, wide)}>
      {busy ? <Spinner size={18} /> : icon ? <Icon name={icon} size={18} /> : null}
      <span>{children}</span>
      {iconEnd ? <Icon name={iconEnd} size={18} /> : null}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaProps, 'children' | 'className' | 'style' | 'aria-label'> {
  icon: IconName;
  /** what it does, for those who do not see the picture; also its tooltip */
  label: string;
  kind?: 'quiet' | 'secondary';
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, kind = 'quiet', ...rest }: IconButtonProps) {
  return (
    <AriaButton type="button" {...rest} aria-label={label} className={`tk-icon-button tk-icon-button-${kind}`}>
      <Icon name={icon} />
    </AriaButton>
  );
}

export type LinkButtonProps = LinkProps & {
  kind?: ButtonKind;
  size?: Size;
  icon?: IconName;
  iconEnd?: IconName;
  wide?: boolean;
  children: ReactNode;
};

/** Goes somewhere, so it is a link: it can be opened in a new tab. */
export function LinkButton({ kind, size, icon, iconEnd, wide, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...(rest as LinkProps)} className={buttonClass(kind, size, wide)}>
      {icon ? <Icon name={icon} size={18} /> : null}
      <span>{children}</span>
      {iconEnd ? <Icon name={iconEnd} size={18} /> : null}
    </Link>
  );
}
