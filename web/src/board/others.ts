import type { Collaborator, SocketId } from '@excalidraw/excalidraw/types';
import { DocumentAwareness } from '@lectern/contract';
import type { Awareness } from 'y-protocols/awareness';

/** What each browser shows of itself, by Yjs's number for it. */
export type Others = ReadonlyMap<number, DocumentAwareness>;

/** Reads again what these show of themselves; what makes no sense is left out. */
export function withOthers(others: Others, awareness: Awareness, clients: Iterable<number>): Others {
  const read = new Map(others);
  for (const client of clients) {
    const signs = client === awareness.clientID ? null : DocumentAwareness.safeParse(awareness.getStates().get(client));
    if (signs?.success) read.set(client, signs.data);
    else read.delete(client);
  }
  return read;
}

/** Their pointers, as Excalidraw draws them. Whose they are the server says; how they are called, `name`. */
export function collaboratorsOf(others: Others, name: (account_id: number) => string): Map<SocketId, Collaborator> {
  const collaborators = new Map<SocketId, Collaborator>();
  for (const [client, { user, pointer, button, selected }] of others) {
    if (!user) continue;
    collaborators.set(socketId(client), {
      // By this it chooses the colour: the same person has the same everywhere.
      id: String(user.id),
      socketId: socketId(client),
      username: name(user.id),
      button: button ?? 'up',
      ...(pointer ? { pointer } : {}),
      selectedElementIds: Object.fromEntries((selected ?? []).map((id) => [id, true as const])),
    });
  }
  return collaborators;
}

/** What Excalidraw calls a socket is any name for one browser. */
const socketId = (client: number) => String(client) as SocketId;
