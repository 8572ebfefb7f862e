import { type Server as HttpServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Hocuspocus } from '@hocuspocus/server';
import { DOCUMENTS_PATH, type ErrorCode, errors, LARGEST_UPDATE } from '@lectern/contract';
import type WebSocket from 'ws';
import { WebSocketServer } from 'ws';
import type { SignedIn } from '#accounts/service.ts';
import { isOwnOrigin } from '#http/origin.ts';
import { createFlood } from './flood.ts';
import { type Frame, readFrame } from './frames.ts';
import { createDocumentSocket, type DocumentSocket } from './socket.ts';

/** The largest frame, in bytes. An update of more than its own limit is refused with a word; beyond this the socket is closed. */
const LARGEST_FRAME = 4 * LARGEST_UPDATE;
/** How many sockets an account may have: each may hold back some megabytes that we keep for it. */
const MOST_SOCKETS = 40;
/** Half-open connections are noticed within twice this, in milliseconds. */
const PING_EVERY = 5_000;
/** The provider's own ping: it takes a connection for dead on which it hears nothing for 30 s, though nobody draws. */
const PROVIDER_PING = new Uint8Array([9]);

export interface DoorParts {
  server: HttpServer;
  publicUrl: string;
  whoIs: (cookie: string | undefined) => Promise<SignedIn | null>;
  hocuspocus: Hocuspocus;
  /** A socket is no more. */
  onGone: (socket: DocumentSocket) => void;
  onError: (error: unknown) => void;
}

export type Door = ReturnType<typeof createDoor>;

/** The WebSocket route: lets in who is signed in and comes from our own pages, and keeps from Hocuspocus what is no message. */
export function createDoor(parts: DoorParts) {
  const { server, hocuspocus, onError } = parts;
  const accepting = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME, perMessageDeflate: false });
  const flood = createFlood(Date.now);
  const open = new Map<WebSocket, { socket: DocumentSocket; alive: boolean }>();
  let closing = false;

  server.on('upgrade', upgrade);
  const pings = setInterval(ping, PING_EVERY).unref();

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // Socket.IO and the proxy of the media's signalling listen for their own paths.
    if (pathOf(request) !== DOCUMENTS_PATH) return;
    stream.on('error', ignore);
    admit(request).then(
      (admitted) => {
        stream.off('error', ignore);
        if ('refusal' in admitted) refuse(stream, admitted.refusal);
        // Counted in the same breath as it is let in: of a hundred who come at once, all were asked who they are by now.
        else if (socketsOf(admitted) >= MOST_SOCKETS) refuse(stream, 'too_many_requests');
        else accepting.handleUpgrade(request, stream, head, (webSocket) => serve(webSocket, request, admitted));
      },
      (error: unknown) => {
        onError(error);
        refuse(stream, 'service_unavailable');
      },
    );
  }

  async function admit({ headers }: IncomingMessage): Promise<SignedIn | { refusal: ErrorCode }> {
    if (!isOwnOrigin(headers.origin, headers.host, parts.publicUrl)) return { refusal: 'wrong_origin' };
    if (closing) return { refusal: 'service_unavailable' };
    return (await parts.whoIs(headers.cookie)) ?? { refusal: 'not_authenticated' };
  }

  function socketsOf({ id }: SignedIn): number {
    return [...open.values()].filter(({ socket }) => socket.signed_in.id === id).length;
  }

  function serve(webSocket: WebSocket, request: IncomingMessage, signed_in: SignedIn): void {
    const socket = createDocumentSocket(webSocket, signed_in, (bytes) => flood.answered(signed_in.id, bytes));
    const state = { socket, alive: true };
    open.set(webSocket, state);
    const headers = new Headers({ host: request.headers.host ?? '' });
    const client = hocuspocus.handleConnection(socket, new Request('http://lectern.invalid/', { headers }), { socket });
    /** What came with the same piece of the line as what was one too many. */
    const waiting: Buffer[] = [];
    let held = false;
    webSocket.on('message', (data, isBinary) => {
      if (!isBinary || !(data instanceof Buffer)) return socket.end('malformed');
      waiting.push(data);
      if (!held) takeWaiting();
    });
    const takeWaiting = () => {
      held = false;
      for (let data = waiting.shift(); data && !socket.isEnded; data = waiting.shift()) {
        const frame = readFrame(data);
        receive(frame, data);
        if (frame.kind === 'pong' || frame.kind === 'malformed') continue;
        const wait = flood.count(signed_in.id, frame.kind, data.length);
        if (wait <= 0) continue;
        held = true;
        const release = socket.hold();
        setTimeout(() => {
          release();
          takeWaiting();
        }, wait);
        return;
      }
    };
    const receive = (frame: Frame, data: Uint8Array) => {
      switch (frame.kind) {
        case 'pong':
          return;
        case 'malformed':
          socket.end('malformed');
          return;
        case 'awareness':
          client.handleMessage(data);
          return;
        case 'change': {
          const line = socket.lines.get(frame.address);
          if (line) line.add(data);
          else client.handleMessage(data);
          return;
        }
        case 'other':
          socket.lines.get(frame.address)?.flush();
          client.handleMessage(data);
          return;
        default:
          frame satisfies never;
      }
    };
    webSocket.on('pong', () => {
      state.alive = true;
      // Who only looks on says nothing else for hours.
      client.lastMessageReceivedAt = Date.now();
    });
    // Its own limits, and what is no WebSocket: the closing follows by itself.
    webSocket.on('error', ignore);
    if (closing) socket.end('stopping');
    webSocket.on('close', (code, reason) => {
      open.delete(webSocket);
      for (const data of waiting.splice(0)) if (!socket.isEnded) receive(readFrame(data), data);
      for (const line of socket.lines.values()) line.flush();
      client.handleClose({ code, reason: reason.toString() });
      parts.onGone(socket);
    });
  }

  function ping(): void {
    flood.tidy();
    for (const [webSocket, state] of open) {
      // Whom we do not read from cannot answer.
      if (!state.alive && !state.socket.isHeld) {
        webSocket.terminate();
        continue;
      }
      state.alive = false;
      webSocket.ping();
      state.socket.send(PROVIDER_PING);
    }
  }

  function endWhere(matches: (signed_in: SignedIn) => boolean): void {
    for (const { socket } of open.values()) if (matches(socket.signed_in)) socket.end('signed_out');
  }

  return {
    /** Ends the sockets of one sign-in, or of all of an account's. */
    disconnect(who: { sign_in_id: number } | { account_id: number }): void {
      endWhere(({ id, sign_in_id }) => ('account_id' in who ? who.account_id === id : who.sign_in_id === sign_in_id));
    },
    /** Ends the sockets whose sign-in is over. */
    async checkSignIns(stillThere: (ids: number[]) => Promise<Set<number>>): Promise<void> {
      const asked = new Set([...open.values()].map(({ socket }) => socket.signed_in.sign_in_id));
      if (asked.size === 0) return;
      const there = await stillThere([...asked]);
      endWhere(({ sign_in_id }) => asked.has(sign_in_id) && !there.has(sign_in_id));
    },
    /** Lets nobody in any more, and ends every socket; the browsers come back by themselves, here or elsewhere. */
    close(): void {
      closing = true;
      clearInterval(pings);
      server.off('upgrade', upgrade);
      for (const { socket } of open.values()) socket.end('stopping');
    },
  };
}

const ignore = () => undefined;

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0]?.replace(/\/$/, '') ?? '';
}

function refuse(stream: Duplex, code: ErrorCode): void {
  const { status, sentence } = errors[code];
  const body = JSON.stringify({ error: sentence, code });
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
