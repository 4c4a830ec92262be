import { expect, test, vi } from 'vitest';
import { dropAllTyped, dropTyped, keepTyped, typedIn } from './typed';

test('each act has its own words until it is sent, and who signs out leaves none', () => {
  sessionStorage.setItem('another', 'stays');
  keepTyped('back 1', { reason: 'سفر' });
  keepTyped('back 2', { reason: 'مرض' });
  expect(typedIn('back 1')).toEqual({ reason: 'سفر' });
  dropTyped('back 1');
  expect([typedIn('back 1'), typedIn('back 2')]).toEqual([{}, { reason: 'مرض' }]);
  keepTyped('back 1', { reason: 'سفر' });
  dropAllTyped();
  expect([typedIn('back 1'), typedIn('back 2')]).toEqual([{}, {}]);
  expect(sessionStorage.getItem('another')).toBe('stays');
});

test('a browser that refuses storage, or a broken word in it, breaks no dialog', () => {
  sessionStorage.setItem('tahkeem-typed back 1', '{');
  expect(typedIn('back 1')).toEqual({});
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  const spies = (['getItem', 'setItem', 'removeItem'] as const).map((name) =>
    vi.spyOn(Storage.prototype, name).mockImplementation(refuse),
  );
  keepTyped('back 1', { reason: 'سفر' });
  dropTyped('back 1');
  dropAllTyped();
  expect(typedIn('back 1')).toEqual({});
  for (const spy of spies) spy.mockRestore();
});
