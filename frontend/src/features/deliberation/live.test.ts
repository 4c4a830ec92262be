import { describe, expect, it } from 'vitest';
import { follow, lineReader } from './live';

function body(...pieces: string[]): ReadableStream {
  const bytes = new TextEncoder();
  return new ReadableStream({
    start(to) {
      for (const piece of pieces) to.enqueue(bytes.encode(piece));
      to.close();
    },
  });
}

async function followed(answer: () => Response): Promise<{ again: boolean; opened: number; changes: number }> {
  const seen = { opened: 0, changes: 0 };
  const again = await follow(async () => answer(), '/x', new AbortController().signal, {
    open: () => seen.opened++,
    change: () => seen.changes++,
  });
  return { again, ...seen };
}

describe('following a meeting', () => {
  it('reads lines that arrive in pieces', () => {
    const lines: string[] = [];
    const read = lineReader((line) => lines.push(line));
    for (const piece of ['event: cha', 'nged\ndata: {}\n', '\n: al', 'ive\n']) read(piece);
    expect(lines).toEqual(['event: changed', 'data: {}', '', ': alive']);
  });

  it('counts changes, not signs of life, and asks again after the end', async () => {
    const stream = body('event: changed\nda', 'ta: {}\n\n: alive\n\nevent: chan', 'ged\ndata: {}\n\n');
    expect(await followed(() => new Response(stream))).toEqual({ again: true, opened: 1, changes: 2 });
  });

  it('asks again after a failure, and not where it is refused', async () => {
    const failing = await followed(() => {
      throw new TypeError('network');
    });
    expect(failing).toEqual({ again: true, opened: 0, changes: 0 });
    for (const [status, again] of [
      [404, false],
      [403, false],
      [401, false],
      [429, true],
      [503, true],
    ] as const)
      expect((await followed(() => new Response('', { status }))).again).toBe(again);
  });
});
