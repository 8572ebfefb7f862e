import { once } from 'node:events';
import WebSocket from 'ws';

/**
 * The least of a Socket.IO client (Engine.IO 4, Socket.IO 5) on a WebSocket: what the load costs is to be small, and the
 * same for everyone who is measured.
 */
export interface Wire {
  socket: WebSocket;
  /** Sends an event and gives the answer to it. */
  ask: (name: string, input: unknown) => Promise<unknown>;
}

export interface WireOptions {
  origin: string;
  path: string;
  cookie?: string | undefined;
  /** Every event as it came. */
  onEvent: (frame: Buffer) => void;
  onClose?: () => void;
}

export async function openWire({ origin, path, cookie, onEvent, onClose }: WireOptions): Promise<Wire> {
  const url = `${origin.replace(/^http/, 'ws')}${path}/?EIO=4&transport=websocket`;
  const socket = new WebSocket(url, { perMessageDeflate: false, ...(cookie ? { headers: { cookie } } : {}) });
  const answers = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  const connected = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('It was closed'));
      onClose?.();
    });
    socket.on('message', (data: Buffer) => {
      switch (data.toString('latin1', 0, 2)) {
        case '42':
          onEvent(data);
          return;
        case '2':
          socket.send('3');
          return;
        case '40':
          resolve();
          return;
        case '43': {
          const text = data.toString();
          const start = text.indexOf('[');
          answers.get(Number(text.slice(2, start)))?.(JSON.parse(text.slice(start))[0]);
          return;
        }
        case '44':
          reject(new Error(data.toString()));
          return;
        default:
      }
    });
  });
  connected.catch(() => undefined);
  await Promise.race([once(socket, 'open'), connected]);
  socket.send('40');
  await connected;
  return {
    socket,
    ask: (name, input) =>
      new Promise((resolve) => {
        asked += 1;
        answers.set(asked, resolve);
        socket.send(`42${asked}${JSON.stringify([name, input])}`);
      }),
  };
}
