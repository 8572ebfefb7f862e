import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { DocumentState, OpenDocument } from '#documents/open-document.ts';

/** A document as people have it open, with what a test says about it. */
export interface TestDocument extends OpenDocument {
  become: (state: DocumentState) => void;
}

export function testDocument(): TestDocument {
  const doc = new Y.Doc();
  const readers = new Set<() => void>();
  let state: DocumentState = { state: 'synced', unsaved: 0 };
  return {
    doc,
    awareness: new Awareness(doc),
    subscribe(reader) {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    getState: () => state,
    close: () => undefined,
    become(next) {
      state = next;
      for (const reader of readers) reader();
    },
  };
}

/** What one has the other gets, and the other way round, as if by a server that stamps whose awareness it is. */
export function connect(
  one: { document: OpenDocument; id: number },
  other: { document: OpenDocument; id: number },
): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    Y.applyUpdate(to.document.doc, Y.encodeStateAsUpdate(from.document.doc), 'wire');
    from.document.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'wire') Y.applyUpdate(to.document.doc, update, 'wire');
    });
    from.document.awareness.on('update', (_changes: unknown, origin: unknown) => {
      if (origin === 'wire') return;
      const update = encodeAwarenessUpdate(from.document.awareness, [from.document.doc.clientID]);
      applyAwarenessUpdate(to.document.awareness, update, 'wire');
      const state = to.document.awareness.getStates().get(from.document.doc.clientID);
      if (state) state.user = { id: from.id };
    });
  }
}
