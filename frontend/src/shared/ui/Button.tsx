// Buttons and links that look like buttons. One primary button per view. Plain elements: no library behind them.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { AriaAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './Icon';
import { Spinner } from './Spinner';
import './Button.css';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet';
type Size = 'small' | 'normal' | 'large';

interface Pressable extends AriaAttributes {
  onPress?: (() => void) | undefined;
  isDisabled?: boolean | undefined;
  autoFocus?: boolean;
  id?: string;
  ref?: Ref<HTMLButtonElement>;
}

export interface ButtonProps extends Pressable {
  type?: 'button' | 'submit' | 'reset';
  kind?: ButtonKind;
  size?: Size;
  icon?: IconName | undefined;
  iconEnd?: IconName | undefined;
  /** shows a spinner and refuses presses; the button keeps its width and its focus */
  busy?: boolean;
  wide?: boolean;
  children: ReactNode;
}

export const buttonClass = (kind: ButtonKind = 'secondary', size: Size = 'normal', wide = false): string =>
  `tk-button tk-button-${kind}${size === 'normal' ? '' : ` tk-button-${size}`}${wide ? ' tk-button-wide' : ''}`;

export function Button(props: ButtonProps) {
  const {
    kind,
    size,
    icon,
    iconEnd,
    busy = false,
    wide,
    children,
    onPress,
    isDisabled,
    type = 'button',
    ...rest
  } = props;
  return (
    <button
      {...rest}
      data-autofocus={rest.autoFocus || undefined}
      type={type}
      className={buttonClass(kind, size, wide)}
      disabled={isDisabled ?? false}
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      {busy ? <Spinner size={18} /> : icon ? <Icon name={icon} size={18} /> : null}
      <span>{children}</span>
      {iconEnd ? <Icon name={iconEnd} size={18} /> : null}
    </button>
  );
}

export interface IconButtonProps extends Pressable {
  icon: IconName;
  /** what it does, for those who do not see the picture; also its tooltip */
  label: string;
  kind?: 'quiet' | 'secondary';
}

export function IconButton({ icon, label, kind = 'quiet', onPress, isDisabled, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      className={`tk-icon-button tk-icon-button-${kind}`}
      disabled={isDisabled ?? false}
      onClick={() => onPress?.()}
    >
      <Icon name={icon} />
    </button>
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
