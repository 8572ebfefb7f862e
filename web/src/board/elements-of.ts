import { type BoardElement, PAGE_KEYS } from '@lectern/contract';
import type * as Y from 'yjs';
import { inOrder } from './element-order.ts';
import { readEntry } from './page-element.ts';

/** All that is on a page, from the lowest to the highest. */
export function elementsOf(doc: Y.Doc): BoardElement[] {
  const entries = [...doc.getMap(PAGE_KEYS.elements).entries()];
  return entries
    .map(([id, entry]) => readEntry(id, entry))
    .filter((element) => element !== null)
    .sort(inOrder);
}
