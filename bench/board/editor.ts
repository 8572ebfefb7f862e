import { once } from 'node:events';
import { DOCUMENTS_PATH } from '@lectern/contract';
import WebSocket from 'ws';
import * as Y from 'yjs';

/** Somebody who draws one endless stroke. It keeps nothing of what the others draw, so that it costs next to nothing. */
export interface Editor {
  client: number;
  /** Draws a little more; where its own clock stands then. */
  draw: () => number;
  close: () => void;
}

export interface EditorParts {
  origin: string;
  cookie: string;
  /** The document's. */
  name: string;
  /** An update of others, and perhaps its own. */
  onUpdate: (update: Uint8Array) => void;
}

const SYNC = 0;
const AUTH = 2;
const STEP_2 = 1;
const UPDATE = 2;
const EMPTY = Uint8Array.of(0, 0);

export async function openEditor({ origin, cookie, name, onUpdate }: EditorParts): Promise<Editor> {
  const doc = new Y.Doc();
  const address = withLength(Buffer.from(name));
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${DOCUMENTS_PATH}`, {
    perMessageDeflate: false,
    ...(cookie ? { headers: { cookie } } : {}),
  });
  const send = (kind: number[], content: Uint8Array) =>
    socket.send(Buffer.concat([address, Uint8Array.from(kind), withLength(content)]));
  let ready = () => {};
  const synced = new Promise<void>((resolve, reject) => {
    ready = resolve;
    socket.on('error', reject);
    socket.on('close', (code, reason) => reject(new Error(`It was closed: ${code} ${reason}`)));
  });
  synced.catch(() => undefined);

  socket.on('message', (data: Buffer) => {
    if (data.length === 1) return;
    const at = address.length;
    if (data[at] !== SYNC) return;
    if (data[at + 1] === UPDATE) onUpdate(contentOf(data, at + 2));
    else if (data[at + 1] === STEP_2) ready();
    // It wants to know what we have that it lacks: nothing.
    else send([SYNC, STEP_2], EMPTY);
  });
  await once(socket, 'open');
  send([AUTH, 0], Buffer.from('cookie'));
  send([SYNC, 0], Y.encodeStateVector(doc));
  await synced;

  const points = new Y.Array<number>();
  doc.on('update', (update: Uint8Array) => send([SYNC, UPDATE], update));
  const element = new Y.Map<unknown>([
    ['base', { type: 'freedraw', strokeColor: '#1e1e1e', strokeWidth: 2, opacity: 100 }],
  ]);
  doc.transact(() => {
    doc.getMap('elements').set(`stroke ${doc.clientID}`, element);
    element.set('points', points);
  });
  return {
    client: doc.clientID,
    draw() {
      points.push([120, -75, 50]);
      return Y.getState(doc.store, doc.clientID);
    },
    close: () => socket.terminate(),
  };
}

function withLength(content: Uint8Array): Buffer {
  const length: number[] = [];
  let rest = content.length;
  for (; rest > 127; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  return Buffer.concat([Uint8Array.of(...length, rest), content]);
}

/** What follows a length written in as many bytes as it needs. */
function contentOf(data: Buffer, from: number): Uint8Array {
  let at = from;
  while ((data[at] ?? 0) > 127) at += 1;
  return data.subarray(at + 1);
}
