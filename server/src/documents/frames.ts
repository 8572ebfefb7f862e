import { IncomingMessage, MessageType } from '@hocuspocus/server';
import { LARGEST_AWARENESS, parseDocumentName } from '@lectern/contract';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';

/** The longest address that a message may have: the name of a document, and the provider's own mark. */
const LONGEST_ADDRESS = 100;
/** How many clients one message may speak of: its own, and those that it saw go. */
const MOST_CLIENTS = 1_000;
/** A provider's answer to our ping: the one message without an address. */
const PONG = 10;

export type Frame =
  /** Nothing to do. */
  | { kind: 'pong' }
  /** Hocuspocus would stumble over it. */
  | { kind: 'malformed' }
  /** For the document with this address. */
  | { kind: 'change' | 'awareness' | 'other'; address: string };

/**
 * What kind of message a client sent, and whether it is one that clients may send. Updates themselves are looked at later,
 * by the document they are for.
 */
export function readFrame(data: Uint8Array): Frame {
  if (data.length === 1 && data[0] === PONG) return { kind: 'pong' };
  try {
    const message = new IncomingMessage(data);
    const address = message.readVarString();
    const kind = isAddress(address) ? kindOf(message) : 'malformed';
    return kind === 'malformed' ? { kind } : { kind, address };
  } catch {
    return { kind: 'malformed' };
  }
}

/** The update in a message that is a change. */
export function updateIn(data: Uint8Array): Uint8Array {
  const message = new IncomingMessage(data);
  message.readVarString();
  message.readVarUint();
  message.readVarUint();
  return message.readVarUint8Array();
}

/** Of a document that could be: Hocuspocus keeps what it knows in plain objects, by this. */
function isAddress(address: string): boolean {
  const [name = ''] = address.split('\0', 1);
  return address.length <= LONGEST_ADDRESS && parseDocumentName(name) !== null;
}

function kindOf(message: IncomingMessage): 'change' | 'awareness' | 'other' | 'malformed' {
  switch (message.readVarUint()) {
    case MessageType.Sync:
      return kindOfSync(message);
    case MessageType.Awareness:
      return isAwareness(new IncomingMessage(message.readVarUint8Array())) ? 'awareness' : 'malformed';
    case MessageType.Auth:
      // The token, which says nothing here: who it is, the cookie has said.
      return message.readVarUint() === 0 && message.readVarString().length <= LONGEST_ADDRESS ? 'other' : 'malformed';
    case MessageType.CLOSE:
      return 'other';
    default:
      return 'malformed';
  }
}

function kindOfSync(message: IncomingMessage): 'change' | 'other' | 'malformed' {
  const step = message.readVarUint();
  const payload = message.readVarUint8Array();
  switch (step) {
    case messageYjsSyncStep1:
      Y.decodeStateVector(payload);
      return 'other';
    case messageYjsSyncStep2:
      return 'other';
    case messageYjsUpdate:
      return 'change';
    default:
      return 'malformed';
  }
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
