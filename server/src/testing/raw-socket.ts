import { once } from 'node:events';
import { PROTOCOL_VERSION, REALTIME_PATH } from '@lectern/contract';
import { WebSocket } from 'ws';

/** A hand-made client, which does what no browser would. It answers no ping unless told to. */
export interface RawSocket {
  webSocket: WebSocket;
  /** What came, as text. */
  got: string[];
  closed: Promise<number>;
  send(text: string): void;
  subscribe(session_id: number, place?: string): Promise<void>;
  /** Stops reading, as a machine does that is too slow or fast asleep. */
  stopReading(): void;
  readAgain(): void;
}

export async function openRawSocket(
  origin: string,
  cookie: string,
  { answersPings = true, compress = false } = {},
): Promise<RawSocket> {
  const url = `${origin.replace('http', 'ws')}${REALTIME_PATH}?EIO=4&transport=websocket`;
  const webSocket = new WebSocket(url, { headers: { cookie }, perMessageDeflate: compress });
  const got: string[] = [];
  const closed = new Promise<number>((resolve) => webSocket.on('close', resolve));
  webSocket.on('error', () => {});
  webSocket.on('message', (data) => {
    const text = String(data);
    got.push(text);
    if (text === '2' && answersPings) webSocket.send('3');
  });
  await once(webSocket, 'open');
  webSocket.send('40');
  await waitFor(webSocket, got, (text) => text.startsWith('40'));
  return {
    webSocket,
    got,
    closed,
    send: (text) => webSocket.send(text),
    async subscribe(session_id, place = 'page') {
      const wish = { version: PROTOCOL_VERSION, session_id, after: null, place, hidden: false };
      webSocket.send(`420${JSON.stringify(['subscribe', wish])}`);
      await waitFor(webSocket, got, (text) => text.startsWith('430'));
    },
    stopReading: () => webSocket.pause(),
    readAgain: () => webSocket.resume(),
  };
}

async function waitFor(webSocket: WebSocket, got: string[], matches: (text: string) => boolean): Promise<void> {
  while (!got.some(matches)) await once(webSocket, 'message');
}
