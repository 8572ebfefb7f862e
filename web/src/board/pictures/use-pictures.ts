import '#i18n/add-pictures-texts.ts';
import { type BoardView, LARGEST_BOARD_FILE, MOST_PAGES, type SessionView } from '@lectern/contract';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { addPage, removePage } from '#api/board.ts';
import { uploadBoardFile } from '#api/board-files.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { randomKey } from '#ui/random-key.ts';
import type { BoardApi, PagePlace } from '../BoardCanvas.tsx';
import { rememberPicture } from '../board-files.ts';
import { fileKind } from './file-kind.ts';
import { pdfPageName } from './page-range.ts';
import { PdfInsert } from './pdf-insert.ts';
import { pictureElement } from './picture-element.ts';
import { PictureError } from './picture-error.ts';
import { PictureInserts } from './picture-inserts.ts';
import { placeFor } from './picture-size.ts';
import { preparePicture } from './prepare-picture.ts';
import { putInView } from './put-in-view.ts';
import { putOnPage } from './put-on-page.ts';

/** Behind all else on a page: the lowest index there is room below. */
const BEHIND = 'a0';
const EVERYWHERE: PagePlace = { x: 0, y: 0 };

/** A PDF that is being put on the board. */
export interface OpenPdfInsert {
  name: string;
  insert: PdfInsert;
}

/** Puts pictures on the page that is looked at, and makes pages of the pages of PDFs. */
export function usePictures(view: SessionView, board: BoardView, page_id: number, api: BoardApi | null) {
  const { t } = useTexts();
  const session_id = view.session.id;
  const looked = useRef({ api, page_id });
  useEffect(() => {
    looked.current = { api, page_id };
  });
  const [pdf, setPdf] = useState<OpenPdfInsert | null>(null);
  const [inserts] = useState(() => new PictureInserts({ prepare: preparePicture, send: sendPicture, put: putPicture }));
  useEffect(() => () => inserts.end(), [inserts]);
  const items = useSyncExternalStore(inserts.subscribe, inserts.getItems);

  function sendPicture(name: string, content: Blob, how: Parameters<typeof uploadBoardFile>[3]) {
    return uploadBoardFile(session_id, name, content, how);
  }

  async function putPicture(
    ...[picture, file, job]: Parameters<ConstructorParameters<typeof PictureInserts>[0]['put']>
  ) {
    const { api: shown, page_id: shown_id } = looked.current;
    const in_view = shown && shown_id === job.page_id ? shown : null;
    const seen = in_view ? seenIn(in_view) : { width: 1_200, height: 800 };
    const place = placeFor(picture, { ...job.at, ...seen }, job.nth);
    const element = pictureElement({ ...place, file_id: file.id, locked: false }, in_view ? null : 'a1');
    rememberPicture(file.id, new Blob([picture.content], { type: file.media_type }));
    if (in_view) await putInView(session_id, in_view.excalidraw, element);
    else await putOnPage(job.page_id, element, job.running?.signal ?? AbortSignal.timeout(30_000));
    announce(t('pictures.placed'));
  }

  function openPdfInsert(file: File) {
    const name = file.name.replace(/\.pdf$/i, '');
    const insert = new PdfInsert({
      open: async () => {
        if (file.size > LARGEST_BOARD_FILE) throw new PictureError('pdf_too_large');
        return (await import('./pdf-document.ts')).openPdf(file);
      },
      send: (number, content, signal) =>
        uploadBoardFile(session_id, `${name} ${number}`, content, { signal, onProgress: () => undefined }),
      addPage: (number) => addPage(session_id, randomKey(), pdfPageName(name, number)),
      put: (page, { width, height }, sent, signal) =>
        putOnPage(
          page.id,
          pictureElement({ ...EVERYWHERE, width, height, file_id: sent.id, locked: true }, BEHIND),
          signal,
        ),
      removePage: (page) => removePage(session_id, page.id),
    });
    setPdf({ name: file.name, insert });
  }

  async function insert(files: readonly File[], at: PagePlace | null) {
    const kinds = await Promise.all(files.map(async (file) => ({ file, kind: await fileKind(file) })));
    const first = kinds.find(({ kind }) => kind === 'pdf');
    if (first) openPdfInsert(first.file);
    const pictures = kinds.filter(({ kind }) => kind !== 'pdf').map(({ file }) => file);
    const { api: shown, page_id: shown_id } = looked.current;
    inserts.add(pictures, shown_id, at ?? shown?.middle() ?? EVERYWHERE);
  }
  const latest = useRef(insert);
  useEffect(() => {
    latest.current = insert;
  });

  return {
    items,
    retry: (key: number) => inserts.retry(key),
    giveUp: (key: number) => inserts.remove(key),
    /** Pictures and PDFs by any way; where they are to be, or the middle of what one sees. */
    insert: useCallback((files: readonly File[], at: PagePlace | null = null) => void latest.current(files, at), []),
    pdf,
    room: MOST_PAGES - board.pages.length,
    closePdf() {
      pdf?.insert.end();
      setPdf(null);
    },
  };
}

export type Pictures = ReturnType<typeof usePictures>;

/** How much of the page is seen, in its own units. */
function seenIn({ excalidraw }: BoardApi): { width: number; height: number } {
  const { width, height, zoom } = excalidraw.getAppState();
  return { width: width / zoom.value, height: height / zoom.value };
}
