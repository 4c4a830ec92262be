// The tabs of one browser that hold the same evaluation. One has the pen: the one last worked in. It tells the others
// all it knows, and they show it; whoever changes something next takes the pen with everything in it.
import type { Open, Snapshot } from './evaluation';

/** All that a saver knows: another can go on from here. */
export interface Told {
  snapshot: Snapshot;
  open: Required<Open>;
  serverHead: string | null;
  /** its page is being left: it sends what it has, and changes nothing more */
  leaves: boolean;
}

export interface Tabs {
  /** Joins the others; resolves when the one with the pen has told, or nobody has. */
  join: (heard: (told: Told) => void, asked: () => void, left: () => void) => Promise<void>;
  tell: (told: Told) => void;
  leave: () => void;
}

type Message = { kind: 'told'; told: Told } | { kind: 'hello' } | { kind: 'bye' };

/** What a new tab waits for the others' word. */
const WAIT = 80;

export function tabsOf(userId: string, evaluationId: string): Tabs | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  let channel: BroadcastChannel | null = null;
  const send = (message: Message) => channel?.postMessage(message);
  return {
    join: (heard, asked, left) =>
      new Promise((done) => {
        channel?.close();
        channel = new BroadcastChannel(`tahkeem-juror-${userId}-${evaluationId}`);
        channel.onmessage = ({ data }: MessageEvent<Message>) => {
          if (data.kind === 'hello') asked();
          else if (data.kind === 'bye') left();
          else {
            heard(data.told);
            done();
          }
        };
        send({ kind: 'hello' });
        setTimeout(done, WAIT);
      }),
    tell: (told) => send({ kind: 'told', told }),
    leave: () => {
      send({ kind: 'bye' });
      channel?.close();
      channel = null;
    },
  };
}
