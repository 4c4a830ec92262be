import { describe, expect, it } from 'vitest';
import { keyOfDesk } from './keys';

const press = (code: string, more = {}) =>
  keyOfDesk({ code, key: '', ctrlKey: false, metaKey: false, altKey: false, busy: false, ...more });

describe('the keys of the desk', () => {
  it('go by their place on the keyboard', () => {
    expect(press('KeyN', { key: 'ى' })).toBe('next');
    expect(press('KeyE')).toBe('eligible');
    expect(press('KeyQ')).toBeNull();
    expect(press('Slash', { key: '؟' })).toBe('keys');
  });
  it('are silent while somebody types, and with a modifier', () => {
    expect(press('KeyX', { busy: true })).toBeNull();
    expect(press('KeyR', { ctrlKey: true })).toBeNull();
    expect(press('KeyR', { metaKey: true })).toBeNull();
  });
});
