import { PAGE_KEYS } from '@lectern/contract';
import * as Y from 'yjs';

/**
 * Marks all that a page shows as gone by this clearing, and lets go for good of what `last`, the clearing that could be
 * taken back until now, left. What another one marked that never came to be told of, by a server that died, counts as
 * shown: so whoever clears again gets it back too. How much was marked; where nothing was, nothing changes.
 */
export function clearPage(doc: Y.Doc, clear_id: number, last: number | null): number {
  return doc.transact(() => {
    const elements = elementsOf(doc);
    const [left, shown] = [[...elements].filter(isLeft), [...elements].filter((one) => !isLeft(one))];
    if (shown.length === 0) return 0;
    for (const [id] of left) elements.delete(id);
    for (const [id, element] of shown) {
      if (element instanceof Y.Map) element.set(PAGE_KEYS.gone, clear_id);
      else elements.delete(id);
    }
    return shown.length;
  });

  function isLeft([, element]: [string, unknown]): boolean {
    return last !== null && element instanceof Y.Map && element.get(PAGE_KEYS.gone) === last;
  }
}

/** Brings back all that is marked as gone. */
export function restorePage(doc: Y.Doc): void {
  doc.transact(() => {
    for (const element of elementsOf(doc).values()) {
      if (element instanceof Y.Map && element.has(PAGE_KEYS.gone)) element.delete(PAGE_KEYS.gone);
    }
  });
}

function elementsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>(PAGE_KEYS.elements);
}
