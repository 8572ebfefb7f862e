import * as Y from 'yjs';

/** What an update would change in a document. */
export type News =
  | { kind: 'malformed' }
  /** All of it is there already. */
  | { kind: 'nothing' }
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
  const clients = new Set<number>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    if (clock + struct.length > Y.getState(document.store, client)) clients.add(client);
  }
  if (clients.size > 0)
    return { kind: 'change', clients: [...clients], deletes: ds.clients.size > 0, only_deletes: false };
  if ([...ds.clients].every(([client, deleted]) => deleted.every((range) => isDeleted(document, client, range)))) {
    return { kind: 'nothing' };
  }
  return { kind: 'change', clients: [], deletes: true, only_deletes: true };
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
