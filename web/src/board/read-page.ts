import { type BoardElement, pageDocument } from '@lectern/contract';
import { ApiError } from '#api/api-error.ts';
import { isNotice, openDocument } from '#documents/open-document.ts';
import { elementsOf } from './elements-of.ts';

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
