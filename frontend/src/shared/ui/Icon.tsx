// Our own line icons on a 20-unit grid, in one file beside the code (icons.svg). Directional ones mirror in
// right-to-left text; clocks and checks do not.
import sprite from './icons.svg?url';
import './Icon.css';

export type IconName =
  | 'arrow-forward'
  | 'arrow-back'
  | 'chevron-forward'
  | 'chevron-back'
  | 'chevron-down'
  | 'chevron-up'
  | 'sort'
  | 'check'
  | 'close'
  | 'plus'
  | 'minus'
  | 'search'
  | 'menu'
  | 'more'
  | 'download'
  | 'upload'
  | 'filter'
  | 'edit'
  | 'trash'
  | 'calendar'
  | 'clock'
  | 'user'
  | 'users'
  | 'building'
  | 'home'
  | 'award'
  | 'layers'
  | 'list'
  | 'form'
  | 'scale'
  | 'rounds'
  | 'shield'
  | 'seal'
  | 'chart'
  | 'mail'
  | 'bell'
  | 'settings'
  | 'globe'
  | 'sign-out'
  | 'info'
  | 'warning'
  | 'error'
  | 'success'
  | 'file'
  | 'link'
  | 'lock'
  | 'full'
  | 'full-off'
  | 'eye'
  | 'eye-off'
  | 'comment'
  | 'copy'
  | 'print'
  | 'external'
  | 'flag'
  | 'star'
  | 'drag'
  | 'undo'
  | 'keyboard'
  | 'offline'
  | 'play';

const mirrored = new Set<IconName>([
  'arrow-forward',
  'arrow-back',
  'chevron-forward',
  'chevron-back',
  'sign-out',
  'external',
  'undo',
  'list',
  'comment',
]);

/** Decorative always: the words beside it, or the button's label, say what it means. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className={mirrored.has(name) ? 'tk-icon tk-icon-mirrored' : 'tk-icon'}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
