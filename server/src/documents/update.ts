import * as Y from 'yjs';
import { judge, type Lines, type Struct } from './soundness.ts';

/** What an update would change in a document. */
export type News =
  | { kind: 'malformed' }
  /** All of it is there already. */
  | { kind: 'nothing' }
  /** It builds on what is not there. */
  | { kind: 'ahead' }
  | {
      kind: 'change';
      /** The clients that what is new in it is from. */
      clients: number[];
      /** Whether it takes something away, and does nothing else. */
      deletes: boolean;
      only_deletes: boolean;
    };

/** Looks at an update from outside before anything is done with it. */
export function examine(document: Y.Doc, update: Uint8Array): News {
  if (isEmpty(update)) return { kind: 'nothing' };
  const decoded = decode(update);
  if (!decoded) return { kind: 'malformed' };
  const { structs, ds } = decoded;
  const lines = newIn(document, structs);
  if (typeof lines === 'string') return { kind: lines };
  const soundness = judge(document, lines);
  if (soundness !== 'sound') return { kind: soundness };
  if ([...ds.clients].some(([client, deleted]) => deleted.some((range) => isBeyond(document, lines, client, range)))) {
    return { kind: 'ahead' };
  }
  const clients = [...lines.keys()];
  if (clients.length > 0) return { kind: 'change', clients, deletes: ds.clients.size > 0, only_deletes: false };
  if ([...ds.clients].every(([client, deleted]) => deleted.every((range) => isDeleted(document, client, range)))) {
    return { kind: 'nothing' };
  }
  return { kind: 'change', clients: [], deletes: true, only_deletes: true };
}

/** What is not in the document yet, by client; or why it cannot be put in. */
function newIn({ store }: Y.Doc, structs: (Struct | Y.Skip)[]): Lines | 'ahead' | 'malformed' {
  const lines = new Map<number, Struct[]>();
  const seen = new Set<number>();
  let ahead = false;
  let before: number | null = null;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    // Yjs would take what comes first of a client whose things come in two parts for something that is not there.
    if (client !== before && seen.has(client)) return 'malformed';
    seen.add(client);
    before = client;
    const line = lines.get(client);
    if (struct instanceof Y.Skip) ahead ||= line !== undefined;
    else if (struct.length === 0) return 'malformed';
    else if (line) line.push(struct);
    else if (clock + struct.length > Y.getState(store, client)) lines.set(client, [struct]);
  }
  return ahead ? 'ahead' : lines;
}

/** Whether not all of this is there, also once what is new is. */
function isBeyond(
  { store }: Y.Doc,
  lines: Lines,
  client: number,
  { clock, len }: { clock: number; len: number },
): boolean {
  const last = lines.get(client)?.at(-1);
  return clock + len > (last ? last.id.clock + last.length : Y.getState(store, client));
}

/** No structs and no deletions: what a client that knows no more than we do answers with. */
function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0;
}

function decode(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return null;
  }
}

/** Whether everything from `clock` on, for this length, is there and deleted. */
function isDeleted({ store }: Y.Doc, client: number, { clock, len }: { clock: number; len: number }): boolean {
  const structs = store.clients.get(client);
  const end = clock + len;
  if (!structs || end > Y.getState(store, client)) return len === 0;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= end) break;
    if (!struct.deleted) return false;
  }
  return true;
}
