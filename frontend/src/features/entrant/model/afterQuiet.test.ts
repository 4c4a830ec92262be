import { expect, test, vi } from 'vitest';
import { afterQuiet } from './afterQuiet';

test('many saves one after another are followed by one reading', () => {
  vi.useFakeTimers();
  const read = vi.fn();
  const saved = afterQuiet(read, 3000);
  for (let field = 0; field < 5; field += 1) {
    saved();
    vi.advanceTimersByTime(2000);
  }
  expect(read).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(read).toHaveBeenCalledTimes(1);
  saved();
  vi.advanceTimersByTime(3000);
  expect(read).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
