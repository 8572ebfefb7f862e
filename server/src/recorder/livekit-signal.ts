import { LeaveRequest, Ping, SignalRequest, SignalResponse } from '@livekit/protocol';
import { WebSocket } from 'ws';

/** How long LiveKit may take to answer, in milliseconds. */
const PATIENCE = 5_000;
/** Two peer connections, the one that receives offered by LiveKit; see its protocol's history. */
const PROTOCOL = 16;
const PING_EVERY = 5_000;
/** A line on which nothing came for this long, in milliseconds, is dead; pings are answered. */
const DEAD_AFTER = 15_000;

export type SignalMessage = SignalRequest['message'];

export interface SignalSocket {
  send(message: SignalMessage): void;
  /** Says that one leaves for good, and closes. */
  leave(): void;
  close(): void;
}

export interface SignalParts {
  url: string;
  token: string;
  /** As whom to go on; null: as somebody new. */
  resume_sid: string | null;
  hear(message: SignalResponse): void;
  /** It was open, and is no more; not told of one that was closed from here. */
  lost(why: string): void;
}

/** Opens LiveKit's signalling; it is open when LiveKit has said its first word. */
export async function connectSignal({ url, token, resume_sid, hear, lost }: SignalParts): Promise<SignalSocket> {
  const query = new URLSearchParams({
    protocol: String(PROTOCOL),
    auto_subscribe: '0',
    adaptive_stream: '0',
    sdk: 'go',
  });
  if (resume_sid) {
    query.set('reconnect', '1');
    query.set('sid', resume_sid);
  }
  const address = `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/rtc?${query}`;
  // In a header, and so in nobody's log of addresses.
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` }, handshakeTimeout: PATIENCE });
  socket.binaryType = 'nodebuffer';
  let silent_since = Date.now();
  let closed = false;
  let pings: NodeJS.Timeout | null = null;

  function send(message: SignalMessage): void {
    if (socket.readyState === WebSocket.OPEN) socket.send(new SignalRequest({ message }).toBinary());
  }
  function close(): void {
    closed = true;
    if (pings) clearInterval(pings);
    socket.close();
    socket.terminate();
  }
  const opened: SignalSocket = {
    send,
    close,
    leave() {
      closed = true;
      if (pings) clearInterval(pings);
      send({ case: 'leave', value: new LeaveRequest({}) });
      socket.close();
    },
  };

  return new Promise((resolve, reject) => {
    let first = true;
    const patience = setTimeout(() => fail('LiveKit does not answer'), PATIENCE);
    function fail(why: string): void {
      clearTimeout(patience);
      if (pings) clearInterval(pings);
      if (closed) return;
      close();
      if (first) reject(new Error(why));
      else lost(why);
    }
    socket.on('message', (data: Buffer) => {
      silent_since = Date.now();
      const message = SignalResponse.fromBinary(data);
      if (first) {
        first = false;
        clearTimeout(patience);
        pings = setInterval(() => {
          if (Date.now() - silent_since > DEAD_AFTER) fail('the signalling is dead');
          else send({ case: 'pingReq', value: new Ping({ timestamp: BigInt(Date.now()) }) });
        }, PING_EVERY);
        resolve(opened);
      }
      // In the next breath: whoever opened it has it then.
      queueMicrotask(() => queueMicrotask(() => !closed && hear(message)));
    });
    socket.on('close', () => fail('the signalling was closed'));
    socket.on('error', (error) => fail(error.message));
  });
}
