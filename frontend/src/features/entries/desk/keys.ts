// The desk's keys: by their place on the keyboard, so that they work with Arabic and Latin letters alike.
export type DeskKey = 'next' | 'previous' | 'eligible' | 'ineligible' | 'returned' | 'confirm' | 'decline' | 'keys';

export const KEYS: Readonly<Record<string, DeskKey>> = {
  KeyN: 'next',
  KeyP: 'previous',
  KeyE: 'eligible',
  KeyX: 'ineligible',
  KeyR: 'returned',
  KeyC: 'confirm',
  KeyD: 'decline',
};

const TYPING = 'input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable=true]';

export interface Pressed {
  code: string;
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** whether somebody is typing there, or a dialog is open */
  busy: boolean;
}

/** What a press asks for; null while somebody types, with a modifier, or for any other key. */
export function keyOfDesk({ code, key, ctrlKey, metaKey, altKey, busy }: Pressed): DeskKey | null {
  if (busy || ctrlKey || metaKey || altKey) return null;
  if (key === '?' || key === '؟') return 'keys';
  return KEYS[code] ?? null;
}

export const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null || (target instanceof Element && target.closest(TYPING) !== null);
