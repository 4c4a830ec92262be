// Our own line icons on a 20-unit grid. Directional ones mirror in right-to-left text; clocks and checks do not.
import './Icon.css';

const paths = {
  'arrow-forward': 'M4 10h12M11 5l5 5-5 5',
  'arrow-back': 'M16 10H4M9 5l-5 5 5 5',
  'chevron-forward': 'M8 5l5 5-5 5',
  'chevron-back': 'M12 5l-5 5 5 5',
  'chevron-down': 'M5 8l5 5 5-5',
  'chevron-up': 'M5 12l5-5 5 5',
  sort: 'M7 4v12M4 13l3 3 3-3M13 16V4M10 7l3-3 3 3',
  check: 'M4 10.5l4 4 8-9',
  close: 'M5 5l10 10M15 5L5 15',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L17 17',
  menu: 'M3 5h14M3 10h14M3 15h14',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  download: 'M10 3v10M6 9.5l4 4 4-4M4 17h12',
  upload: 'M10 13V3M6 6.5l4-4 4 4M4 17h12',
  filter: 'M3 5h14M6 10h8M8.5 15h3',
  edit: 'M4 16l.8-3.4L13 4.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2 4 16zM11.5 6l2.5 2.5',
  trash: 'M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.6L14.5 6M8.5 9v5M11.5 9v5',
  calendar: 'M4 5h12v12H4zM4 9h12M7 3v4M13 3v4',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 6v4.2l2.8 1.8',
  user: 'M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5',
  users:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c.5-3 2.7-4.5 5.5-4.5s5 1.5 5.5 4.5M13 4a3 3 0 0 1 0 5.5M15 12.3c1.7.6 2.7 2 3 4.2',
  building: 'M4 17V4.5L11 3v14M11 8l5 1v8M2.5 17h15M6.5 7h2M6.5 10h2M6.5 13h2',
  home: 'M3 9.5L10 4l7 5.5V17h-5v-4.5H8V17H3z',
  award: 'M10 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM7 11l-1.5 6.5L10 15l4.5 2.5L13 11',
  layers: 'M10 3l7 3.5-7 3.5-7-3.5L10 3zM3 10l7 3.5 7-3.5M3 13.5L10 17l7-3.5',
  list: 'M7 5h10M7 10h10M7 15h10M3.5 5h.01M3.5 10h.01M3.5 15h.01',
  form: 'M4 3h12v14H4zM7 7h6M7 10h6M7 13h3',
  scale: 'M10 3v14M6 17h8M4 6h12M4 6l-2 5.5a2.5 2.5 0 0 0 4.5 0L4 6zM16 6l-2.2 5.5a2.5 2.5 0 0 0 4.5 0L16 6z',
  rounds: 'M4 10a6 6 0 0 1 10.5-4L17 8M17 3.5V8h-4.5M16 10a6 6 0 0 1-10.5 4L3 12M3 16.5V12h4.5',
  shield: 'M10 2.5l6 2.5v4.5c0 4-2.5 6.5-6 8-3.5-1.5-6-4-6-8V5l6-2.5zM7.5 9.8l1.9 1.9L13 8',
  seal: 'M10 2.5l1.8 1.5 2.3-.4.9 2.2 2.2.9-.4 2.3 1.5 1.8-1.5 1.8.4 2.3-2.2.9-.9 2.2-2.3-.4L10 19l-1.8-1.4-2.3.4-.9-2.2-2.2-.9.4-2.3-1.5-1.8 1.5-1.8-.4-2.3 2.2-.9.9-2.2 2.3.4L10 2.5zM7.3 11l2 2 3.6-4',
  chart: 'M3 17h14M5.5 14v-4M10 14V5M14.5 14V8',
  mail: 'M3 5h14v10.5H3zM3.5 5.5L10 11l6.5-5.5',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13L5 14zM8.5 17.5h3',
  settings:
    'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4',
  globe:
    'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM2.5 10h15M10 2.5c2.5 2.2 3.5 4.7 3.5 7.5s-1 5.3-3.5 7.5C7.5 15.3 6.5 12.8 6.5 10s1-5.3 3.5-7.5z',
  'sign-out': 'M8 3.5H4v13h4M12.5 6.5L16 10l-3.5 3.5M7.5 10H16',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v4.5M10 6.3h.01',
  warning: 'M10 3l7.5 13.5h-15L10 3zM10 8.5v3.5M10 14.3h.01',
  error: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 6v5M10 13.7h.01',
  success: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM6.5 10.3l2.4 2.4 4.6-5',
  file: 'M5 2.5h6.5L15.5 6.5V17.5H5zM11.5 2.5v4h4',
  link: 'M8.5 11.5l3-3M7.5 9L5.6 10.9a2.5 2.5 0 0 0 3.5 3.5L11 12.5M12.5 11l1.9-1.9a2.5 2.5 0 0 0-3.5-3.5L9 7.5',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  eye: 'M2.5 10s2.7-5 7.5-5 7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  'eye-off':
    'M3 3l14 14M8.3 5.2A7.6 7.6 0 0 1 10 5c4.8 0 7.5 5 7.5 5a13 13 0 0 1-2.2 2.7M12.5 14.5a7 7 0 0 1-2.5.5c-4.8 0-7.5-5-7.5-5a13 13 0 0 1 2.8-3.2',
  comment: 'M3 4h14v10H9.5L6 17v-3H3z',
  copy: 'M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7',
  print: 'M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z',
  external: 'M8 4H4v12h12v-4M11.5 3.5h5v5M16 4l-7 7',
  flag: 'M5 17.5V3M5 3.5c4-2 6 2 10 0v8c-4 2-6-2-10 0',
  star: 'M10 3l2.2 4.6 5 .7-3.6 3.5.9 5L10 14.4l-4.5 2.4.9-5L2.8 8.3l5-.7L10 3z',
  drag: 'M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01',
  undo: 'M7 4L3 8l4 4M3 8h8.5a4.5 4.5 0 0 1 0 9H8',
  keyboard: 'M2.5 5h15v10h-15zM5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M6.5 12h7',
  offline: 'M3 3l14 14M5 8.5a8.5 8.5 0 0 1 2.5-1.6M10.5 6.3c1.7.1 3.2.8 4.5 2.2M7.5 11.5c.6-.6 1.3-1 2-1.1M10 15h.01',
} as const;

const mirrored = new Set<string>([
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
export type IconName = keyof typeof paths;
export const iconNames = Object.keys(paths) as IconName[];

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
      <path d={paths[name]} />
    </svg>
  );
}
