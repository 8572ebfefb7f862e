import type { BoardPage } from '@lectern/contract';
import { fileName } from '#ui/save-file.ts';
import { asExcalidraw, asPng, asSvg, getCommonBounds, restored } from './excalidraw-exports.ts';
import { drawingOf, type PageDrawing } from './page-drawing.ts';
import { pagesAsFrames } from './pages-as-frames.ts';

/** What may be taken away of a board: a page in three ways, or all pages in two. */
export const DOWNLOADS = ['png', 'svg', 'excalidraw', 'pdf', 'all_excalidraw'] as const;
export type Download = (typeof DOWNLOADS)[number];

export interface BoardToSave {
  session_id: number;
  title: string;
  /** Each with the name that people see. */
  pages: readonly BoardPage[];
  /** The page that is shown. */
  page_id: number;
  /** What the file with all pages is called after the session. */
  board: string;
}

export interface MadeFile {
  name: string;
  contents: Blob;
}

/** Makes the file, in this browser. Null where nothing is drawn that could be in it. */
export async function makeFile(download: Download, board: BoardToSave): Promise<MadeFile | null> {
  switch (download) {
    case 'png':
    case 'svg':
    case 'excalidraw':
      return makePage(download, board);
    case 'pdf':
    case 'all_excalidraw':
      return makeAll(download, board);
    default:
      return download satisfies never;
  }
}

async function makePage(download: 'png' | 'svg' | 'excalidraw', board: BoardToSave): Promise<MadeFile | null> {
  const page = await drawingOf(board.session_id, board.page_id);
  if (page.elements.length === 0) return null;
  const part = board.pages.find((one) => one.id === board.page_id)?.name ?? '';
  const contents =
    download === 'png'
      ? await asPng(page)
      : download === 'svg'
        ? await asSvg(page)
        : asExcalidraw(page.elements, page.files);
  return { name: fileName(`${board.title}, ${part}`, download), contents };
}

async function makeAll(download: 'pdf' | 'all_excalidraw', board: BoardToSave): Promise<MadeFile | null> {
  const pages: PageDrawing[] = [];
  // One after the other: a board may have a hundred.
  for (const { id } of board.pages) pages.push(await drawingOf(board.session_id, id));
  if (pages.every(({ elements }) => elements.length === 0)) return null;
  if (download === 'all_excalidraw') {
    return { name: fileName(`${board.title}, ${board.board}`, 'excalidraw'), contents: inOneDrawing(board, pages) };
  }
  const { asPdf } = await import('./as-pdf.ts');
  return { name: fileName(`${board.title}, ${board.board}`, 'pdf'), contents: await asPdf(board.title, pages) };
}

function inOneDrawing(board: BoardToSave, pages: readonly PageDrawing[]): Blob {
  const framed = pagesAsFrames(
    pages.map(({ page_id, elements }) => ({
      page_id,
      name: board.pages.find((one) => one.id === page_id)?.name ?? '',
      elements,
      bounds: elements.length > 0 ? getCommonBounds(elements) : ([0, 0, 0, 0] as const),
    })),
  );
  // Each page has an order of its own: in one drawing they get a new one, as they come.
  const elements = restored(framed.map((one) => ({ ...one, index: null })));
  return asExcalidraw(elements, Object.assign({}, ...pages.map(({ files }) => files)));
}
