import { PAGE_KEYS, pageDocument } from '@lectern/contract';
import { ApiError } from '#api/api-error.ts';
import { isNotice, type OpenDocument, openDocument } from '#documents/open-document.ts';
import { writeNew } from '../page-element.ts';
import type { PictureElement } from './picture-element.ts';

/** Puts a picture on a page that nobody here looks at. Resolves once the server has it. */
export async function putOnPage(page_id: number, element: PictureElement, signal: AbortSignal): Promise<void> {
  const document = openDocument(pageDocument(page_id));
  try {
    await until(document, (unsaved) => unsaved !== null, signal);
    document.doc.transact(() => writeNew(document.doc.getMap(PAGE_KEYS.elements), element));
    await until(document, (unsaved) => unsaved === 0, signal);
  } finally {
    document.close();
  }
}

/** Until the document is here and this is true of how many changes of ours the server has not confirmed yet. */
function until(document: OpenDocument, isSo: (unsaved: number | null) => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = document.subscribe(look);
    signal.addEventListener('abort', look);
    look();

    function look(): void {
      const state = document.getState();
      if (signal.aborted) settle(() => reject(signal.reason));
      else if (state.state === 'refused')
        settle(() => reject(new ApiError(isNotice(state.reason) ? 'board_locked' : state.reason)));
      else if (isSo(state.state === 'synced' ? state.unsaved : null)) settle(resolve);
    }

    function settle(how: () => void): void {
      signal.removeEventListener('abort', look);
      // By the first look there is nothing yet to stop.
      queueMicrotask(() => stop());
      how();
    }
  });
}
