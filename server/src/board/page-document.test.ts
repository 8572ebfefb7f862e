import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { clearPage, restorePage } from './page-document.ts';

const newPage = (...ids: string[]) => {
  const doc = new Y.Doc();
  draw(doc, ...ids);
  return doc;
};
function draw(doc: Y.Doc, ...ids: string[]): void {
  const elements = doc.getMap('elements');
  for (const id of ids) elements.set(id, new Y.Map([['base', { id, type: 'rectangle' }]]));
}
const drawn = (doc: Y.Doc) => [...doc.getMap('elements').keys()].sort();
const shown = (doc: Y.Doc) => {
  const elements = doc.getMap<Y.Map<unknown>>('elements');
  return drawn(doc).filter((id) => !elements.get(id)?.has('gone'));
};

describe('clearing a page', () => {
  test('shows nothing of it any more, and restoring shows all again, with what came since', () => {
    const doc = newPage('a', 'b');
    expect(clearPage(doc, 1, null)).toBe(2);
    expect(shown(doc)).toEqual([]);
    draw(doc, 'c');
    restorePage(doc);
    expect(shown(doc)).toEqual(['a', 'b', 'c']);
  });

  test('lets go for good of what the clearing before it left', () => {
    const doc = newPage('a');
    clearPage(doc, 1, null);
    draw(doc, 'b');
    expect(clearPage(doc, 2, 1)).toBe(1);
    expect(drawn(doc)).toEqual(['b']);
    restorePage(doc);
    expect(shown(doc)).toEqual(['b']);
  });

  test('changes nothing where nothing is shown: what can be taken back still can', () => {
    const doc = newPage('a');
    clearPage(doc, 1, null);
    const before = Y.encodeStateVector(doc);
    expect(clearPage(doc, 2, 1)).toBe(0);
    expect(Y.encodeStateVector(doc)).toEqual(before);
    restorePage(doc);
    expect(shown(doc)).toEqual(['a']);
    expect(clearPage(newPage(), 1, null)).toBe(0);
  });

  test('takes along what a clearing marked that was never told of', () => {
    const doc = newPage('a');
    clearPage(doc, 1, null);
    draw(doc, 'b');
    expect(clearPage(doc, 2, null)).toBe(2);
    restorePage(doc);
    expect(shown(doc)).toEqual(['a', 'b']);
  });

  test('also where one before it could be taken back', () => {
    const doc = newPage('a');
    clearPage(doc, 1, null);
    draw(doc, 'b');
    // Told of was the first alone.
    clearPage(doc, 2, 1);
    expect(clearPage(doc, 3, 1)).toBe(1);
    restorePage(doc);
    expect(shown(doc)).toEqual(['b']);
  });

  test('is one change, and keeps what somebody changes meanwhile in an element that is gone', () => {
    const doc = newPage('a', 'b', 'c');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    let updates = 0;
    doc.on('update', () => {
      updates += 1;
    });
    clearPage(doc, 1, null);
    expect(updates).toBe(1);
    other.getMap<Y.Map<unknown>>('elements').get('a')?.set('x', 5);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(shown(doc)).toEqual([]);
    restorePage(doc);
    expect(doc.getMap<Y.Map<unknown>>('elements').get('a')?.get('x')).toBe(5);
  });

  test('removes what is no element at all', () => {
    const doc = newPage('a');
    doc.getMap('elements').set('b', '<script>');
    expect(clearPage(doc, 1, null)).toBe(2);
    expect(drawn(doc)).toEqual(['a']);
  });
});
