import { type BoardElement, PAGE_KEYS, pageDocument } from '@lectern/contract';
import type * as Y from 'yjs';
import { ApiError } from '#api/api-error.ts';
import { isNotice, openDocument } from '#documents/open-document.ts';
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

/** Reads a page as it is now, without showing it: to take it along. Fails where it may not be read. */
export async function readPage(page_id: number): Promise<BoardElement[]> {
  const document = openDocument(pageDocument(page_id));
  try {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const state = document.getState();
        if (state.state === 'synced') resolve();
        else if (state.state === 'refused')
          reject(new ApiError(isNotice(state.reason) ? 'internal_error' : state.reason));
      };
      document.subscribe(look);
      look();
    });
    return elementsOf(document.doc);
  } finally {
    document.close();
  }
}
