import { expect, test } from 'vitest';
import { partsOf } from './model';

test('addresses become links, the stop after them does not', () => {
  expect(partsOf('افتح http://localhost:8000/app/confirm#abc. شكرًا')).toEqual([
    { text: 'افتح ' },
    { text: 'http://localhost:8000/app/confirm#abc', href: 'http://localhost:8000/app/confirm#abc' },
    { text: '. شكرًا' },
  ]);
});

test('other schemes stay text', () => {
  expect(partsOf('javascript:alert(1) ftp://x')).toEqual([{ text: 'javascript:alert(1) ftp://x' }]);
  expect(partsOf('')).toEqual([]);
});
