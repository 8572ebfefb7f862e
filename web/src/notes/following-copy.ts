import * as Y from 'yjs';

/**
 * A copy of a document that follows it and never answers. Whoever may only read sees the notes through one: an editor
 * tidies up what its schema does not know, and that must not become a change of somebody who may make none.
 */
export function followingCopy(source: Y.Doc): { doc: Y.Doc; stop: () => void } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source));
  const follow = (update: Uint8Array) => Y.applyUpdate(doc, update);
  source.on('update', follow);
  return {
    doc,
    stop() {
      source.off('update', follow);
      doc.destroy();
    },
  };
}
