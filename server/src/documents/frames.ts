import { IncomingMessage, MessageType } from '@hocuspocus/server';
import { LARGEST_AWARENESS } from '@lectern/contract';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';

/** The longest address that a message may have: the name of a document, and the provider's own mark. */
const LONGEST_ADDRESS = 100;
/** How many clients one message may speak of: its own, and those that it saw go. */
const MOST_CLIENTS = 1_000;
/** A provider's answer to our ping: the one message without an address. */
const PONG = 10;

/** pong: nothing to do. malformed: Hocuspocus would stumble over it. */
export type Frame = 'pong' | 'message' | 'malformed';

/**
 * Whether what a client sent is a message that clients may send. Updates themselves are looked at later, by the document
 * they are for.
 */
export function readFrame(data: Uint8Array): Frame {
  if (data.length === 1 && data[0] === PONG) return 'pong';
  try {
    const message = new IncomingMessage(data);
    if (message.readVarString().length > LONGEST_ADDRESS) return 'malformed';
    return isGood(message) ? 'message' : 'malformed';
  } catch {
    return 'malformed';
  }
}

function isGood(message: IncomingMessage): boolean {
  switch (message.readVarUint()) {
    case MessageType.Sync:
      return isSync(message);
    case MessageType.Awareness:
      return isAwareness(new IncomingMessage(message.readVarUint8Array()));
    case MessageType.Auth:
      // The token, which says nothing here: who it is, the cookie has said.
      return message.readVarUint() === 0 && message.readVarString().length <= LONGEST_ADDRESS;
    case MessageType.CLOSE:
      return true;
    default:
      return false;
  }
}

function isSync(message: IncomingMessage): boolean {
  const step = message.readVarUint();
  const payload = message.readVarUint8Array();
  if (step === messageYjsSyncStep1) return Y.decodeStateVector(payload).size >= 0;
  return step === messageYjsSyncStep2 || step === messageYjsUpdate;
}

function isAwareness(update: IncomingMessage): boolean {
  const clients = update.readVarUint();
  if (clients > MOST_CLIENTS) return false;
  for (let count = 0; count < clients; count += 1) {
    update.readVarUint();
    update.readVarUint();
    const text = update.readVarString();
    if (text.length > LARGEST_AWARENESS) return false;
    const state: unknown = JSON.parse(text);
    if (typeof state !== 'object' || Array.isArray(state)) return false;
  }
  return true;
}
