import { once } from 'node:events';
import { IncomingMessage, MessageType, OutgoingMessage } from '@hocuspocus/server';
import { DOCUMENTS_PATH, DocumentNotice } from '@lectern/contract';
import WebSocket from 'ws';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import { readSyncMessage } from 'y-protocols/sync';
import * as Y from 'yjs';

export interface DocumentClientOptions {
  /** Goes on with this copy, as a browser does that was offline. */
  doc?: Y.Doc;
  headers?: Record<string, string>;
  /** Sends its copy's changes by itself; false where the test sends what it likes. */
  sends?: boolean;
}

export type DocumentClient = ReturnType<typeof openDocumentClient>;

/** A Yjs client made by hand: it does what a browser's does and, where a test wants it, what no browser would. */
export function openDocumentClient(
  origin: string,
  cookie: string | null,
  name: string,
  options: DocumentClientOptions = {},
) {
  const { doc = new Y.Doc(), headers = {}, sends = true } = options;
  const webSocket = new WebSocket(`${origin.replace(/^http/, 'ws')}${DOCUMENTS_PATH}`, {
    headers: { ...(cookie ? { cookie } : {}), ...headers },
  });
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const client = {
    doc,
    awareness,
    webSocket,
    /** How it went with opening the document: null until it is known, then true, or why not. */
    opened: null as boolean | string | null,
    /** Whether it may write, as the server said at the opening. */
    scope: null as string | null,
    synced: false,
    /** How many changes it has sent on this connection, the answer to what the server lacks among them. */
    sent: 0,
    /** Whether it has said what the server lacks. */
    told: false,
    /** How many changes the server has taken, and how many not. */
    acks: 0,
    nacks: 0,
    notices: [] as DocumentNotice[],
    /** Why the server closed the document, which is not the socket. */
    closed: null as string | null,
    /** Why the socket ended: its code and reason, or the status it was refused with. */
    ended: null as string | null,
    send,
    update(update: Uint8Array): void {
      if (webSocket.readyState === webSocket.OPEN) client.sent += 1;
      send(new OutgoingMessage(name).createSyncMessage().writeUpdate(update).toUint8Array());
    },
    /** Says something of a client, its own or not. */
    say(state: unknown, as = doc.clientID, clock = Date.now() % 1_000_000): void {
      send(
        message(
          name,
          MessageType.Awareness,
          bytesOf(Uint8Array.of(1), varUint(as), varUint(clock), varString(JSON.stringify(state))),
        ),
      );
    },
    /** Of whom it knows what, but itself. */
    others: () => [...awareness.getStates()].filter(([id]) => id !== doc.clientID).map(([, state]) => state),
    get: (key: string): unknown => doc.getMap('test').get(key),
    set: (key: string, value: unknown) => doc.getMap('test').set(key, value),
    all: () => doc.getMap('test').toJSON(),
    /** Without a word, as a browser does that is killed. */
    cut: () => webSocket.terminate(),
    async leave(): Promise<void> {
      webSocket.close();
      await once(webSocket, 'close');
    },
  };

  function send(data: Uint8Array): void {
    if (webSocket.readyState === webSocket.OPEN) webSocket.send(data);
  }

  webSocket.on('open', () => {
    send(bytesOf(varString(name), Uint8Array.of(MessageType.Auth, 0), varString('cookie')));
    const known = Y.encodeStateVector(doc);
    send(bytesOf(varString(name), Uint8Array.of(MessageType.Sync, 0), varUint(known.length), known));
  });
  webSocket.on('message', (data: Buffer) => {
    if (data.length > 1) receive(data);
  });
  webSocket.on('unexpected-response', (_request, response) => {
    client.ended = String(response.statusCode);
    webSocket.terminate();
  });
  webSocket.on('error', () => undefined);
  webSocket.on('close', (code, reason) => {
    client.ended ??= `${code} ${reason}`.trim();
    client.synced = false;
  });
  doc.on('update', (update: Uint8Array, from: unknown) => {
    if (from !== client && sends) client.update(update);
  });

  function receive(data: Buffer): void {
    const incoming = new IncomingMessage(data);
    incoming.readVarString();
    const type = incoming.readVarUint();
    switch (type) {
      case MessageType.Auth: {
        const denied = incoming.readVarUint() === 1;
        const text = incoming.readVarString();
        client.opened = denied ? text : true;
        if (!denied) client.scope = text;
        return;
      }
      case MessageType.Sync:
      case MessageType.SyncReply: {
        incoming.writeVarString(name);
        incoming.writeVarUint(MessageType.Sync);
        const before = incoming.length;
        const step = readSyncMessage(incoming.decoder, incoming.encoder, doc, client);
        if (step === 1) client.synced = true;
        if (incoming.length > before) send(incoming.toUint8Array());
        if (step !== 0) return;
        client.sent += 1;
        client.told = true;
        return;
      }
      case MessageType.SyncStatus:
        if (incoming.readVarUint() === 1) client.acks += 1;
        else client.nacks += 1;
        return;
      case MessageType.Awareness:
        applyAwarenessUpdate(awareness, incoming.readVarUint8Array(), client);
        return;
      case MessageType.Stateless:
        client.notices.push(DocumentNotice.parse(JSON.parse(incoming.readVarString())));
        return;
      case MessageType.CLOSE:
        client.closed = incoming.readVarString();
        return;
      default:
        throw new Error(`A message of type ${type} came`);
    }
  }

  return client;
}

/** A message of a document whose content is bytes with their length before them. */
export function message(name: string, type: number, content: Uint8Array): Uint8Array {
  return bytesOf(varString(name), Uint8Array.of(type), varUint(content.length), content);
}

export function bytesOf(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export function varString(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  return bytesOf(varUint(bytes.length), bytes);
}

export function varUint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...bytes, rest);
}
