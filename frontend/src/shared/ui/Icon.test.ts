import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('every icon that has a name is drawn, once', () => {
  const drawn = [...readFileSync('src/shared/ui/icons.svg', 'utf8').matchAll(/<symbol id="([^"]+)"/g)].map((m) => m[1]);
  const named = [...readFileSync('src/shared/ui/Icon.tsx', 'utf8').matchAll(/^ {2}\| '([^']+)'/gm)].map((m) => m[1]);
  expect([...drawn].sort()).toEqual([...named].sort());
  expect(new Set(drawn).size).toBe(drawn.length);
});
