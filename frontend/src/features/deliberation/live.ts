// Following a meeting: the server says that something changed, and the page reads again. Without it the page asks.
import { useEffect, useState } from 'react';
import { authorisedFetch } from '../../shared/api/client';

const SILENCE = 45_000; // the server gives a sign of life every 15 s
const AGAIN = 3_000;
const LIVE_CHECK = 60_000;
const POLL = 5_000;

/** The lines of a text that arrives in pieces; what is left of the last one waits for the next piece. */
export function lineReader(onLine: (line: string) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}

/** Reads one stream to its end; whether it is worth asking again. */
export async function follow(
  send: (request: Request) => Promise<Response>,
  url: string,
  stop: AbortSignal,
  on: { open: () => void; change: () => void },
): Promise<boolean> {
  const given = new AbortController();
  const leave = () => given.abort();
  stop.addEventListener('abort', leave);
  let silence = setTimeout(leave, SILENCE);
  try {
    const response = await send(
      new Request(new URL(url, location.origin), { headers: { Accept: 'text/event-stream' }, signal: given.signal }),
    );
    if (!response.ok || !response.body) return response.status === 429 || response.status >= 500;
    on.open();
    const read = lineReader((line) => {
      if (line === 'event: changed') on.change();
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      clearTimeout(silence);
      silence = setTimeout(leave, SILENCE);
      read(value);
    }
  } catch {
    return true; // the network, the server, or silence
  } finally {
    clearTimeout(silence);
    stop.removeEventListener('abort', leave);
    leave();
  }
}

/** Calls `onChange` whenever the meeting changed; answers how often the page should ask by itself. */
export function useLive(meetingId: string, onChange: () => void): number {
  const [live, setLive] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const run = async () => {
      while (!stop.signal.aborted) {
        const again = await follow(authorisedFetch, `/api/v1/meetings/${meetingId}/signals`, stop.signal, {
          open: () => setLive(true),
          change: onChange,
        });
        if (stop.signal.aborted) return;
        setLive(false);
        if (!again) return;
        await new Promise((done) => setTimeout(done, AGAIN * (0.5 + Math.random())));
      }
    };
    void run();
    return () => stop.abort();
  }, [meetingId, onChange]);
  return live ? LIVE_CHECK : POLL;
}
