// A device whose clock is wrong counts by the server's, also on a page that opens without a network.
import { afterEach, expect, test, vi } from 'vitest';

const DAY = 86_400_000;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
  localStorage.clear();
});

test('what answers have said of the clock outlives the page', async () => {
  const there = () => new Date(Date.now() - DAY).toISOString();
  vi.stubGlobal('fetch', async () => new Response('{}', { headers: { 'Server-Time': there() } }));
  const first = await import('./clock');
  const { api } = await import('./client');
  await api.GET('/api/v1/me');
  expect(Math.abs(first.serverNow() - (Date.now() - DAY))).toBeLessThan(2000);
  vi.resetModules();
  const next = await import('./clock');
  expect(next).not.toBe(first);
  expect(Math.abs(next.serverNow() - (Date.now() - DAY))).toBeLessThan(2000);
});

test('what is kept of it and is none, is none', async () => {
  const { keptBounds } = await import('./clock');
  const read = (kept: string) => {
    localStorage.setItem('tahkeem.clock', kept);
    return keptBounds();
  };
  expect(keptBounds()).toBeNull();
  expect(['', '5', 'a b', '9 5'].map(read)).toEqual([null, null, null, null]);
  expect(read('-5 0')).toEqual({ low: -5, high: 0 });
});
