import { MessageType, type WebSocketLike } from '@hocuspocus/server';
import { LARGEST_DOCUMENT, SOCKET_END_CODE, type SocketEndReason } from '@lectern/contract';
import type WebSocket from 'ws';
import { messageYjsSyncStep2 } from 'y-protocols/sync';
import type { SignedIn } from '#accounts/service.ts';
import type { UpdateLine } from './update-line.ts';

/** A connection that leaves this many bytes unread is dropped, alone. */
const LARGEST_BACKLOG = 4 * 1024 * 1024;
/** How much of what it asked for itself, documents as they are, may be under way besides. */
const MOST_ASKED_FOR = 2 * LARGEST_DOCUMENT;
/** How long the other end has to close, in milliseconds. */
const PATIENCE = 1_000;

/** One browser's socket, as Hocuspocus sees it and as we hold it back. */
export interface DocumentSocket extends WebSocketLike {
  readonly signed_in: SignedIn;
  /** Of each document that it has open, by the address in its messages. */
  readonly lines: Map<string, UpdateLine>;
  /** Reads no more from it until the returned function is called; several may hold it. */
  hold(): () => void;
  readonly isHeld: boolean;
  /** What came of it since is nothing to anybody. */
  readonly isEnded: boolean;
  /** Says why and ends it. */
  end(reason: SocketEndReason): void;
}

/** `onAnswer` hears how many bytes a document had that was sent. */
export function createDocumentSocket(
  webSocket: WebSocket,
  signed_in: SignedIn,
  onAnswer: (bytes: number) => void,
): DocumentSocket {
  let holders = 0;
  let ended = false;
  let asked_for = 0;

  return {
    signed_in,
    lines: new Map(),
    get readyState() {
      return webSocket.readyState;
    },
    get isHeld() {
      return holders > 0;
    },
    get isEnded() {
      return ended;
    },
    send(message) {
      if (webSocket.readyState !== webSocket.OPEN) return;
      if (webSocket.bufferedAmount === 0) asked_for = 0;
      if (message instanceof Uint8Array && isAnswer(message)) {
        asked_for = Math.min(asked_for + message.byteLength, MOST_ASKED_FOR);
        onAnswer(message.byteLength);
      }
      webSocket.send(message);
      // At once: an orderly end would wait for what is not being read.
      if (webSocket.bufferedAmount > LARGEST_BACKLOG + asked_for) webSocket.terminate();
    },
    close: (code, reason) => webSocket.close(code, reason),
    hold() {
      holders += 1;
      if (holders === 1) webSocket.pause();
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        if (holders === 0) webSocket.resume();
      };
    },
    end(reason) {
      // Nothing that it has sent since counts any more.
      ended = true;
      webSocket.removeAllListeners('message');
      webSocket.close(SOCKET_END_CODE, reason);
      // Whoever does not answer is not waited for.
      setTimeout(() => webSocket.terminate(), PATIENCE).unref();
    },
  };
}

/** Whether it is a document as it is, behind an address of less than 128 bytes: a message of sync, and its second step. */
function isAnswer(message: Uint8Array): boolean {
  const start = 1 + (message[0] ?? 0);
  return message[start] === MessageType.Sync && message[start + 1] === messageYjsSyncStep2;
}
