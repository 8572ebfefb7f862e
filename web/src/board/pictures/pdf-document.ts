import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist';
import { PictureError } from './picture-error.ts';
import { contentOf, type Picture } from './picture-points.ts';
import type { Size } from './picture-size.ts';

/** An open PDF, of which pages are drawn one by one. */
export interface Pdf {
  readonly count: number;
  /** One page as a picture, sharp when looked at closely; its size is what it takes up on the board. */
  draw(page: number, signal: AbortSignal): Promise<Picture>;
  close(): void;
}

/** A point of paper is so many units of the board: what is written in 12 points is as large as what is written on the board. */
const UNITS_PER_POINT = 1.6;
/** Points on the longer side of the picture of a page. */
const SHARP = 2_400;
/** Where web/build/pdf-assets.ts lays what a PDF may not bring along. */
const PARTS = '/assets/pdf';

export async function openPdf(file: Blob): Promise<Pdf> {
  const port = new Worker(new URL('./pdf-worker.ts', import.meta.url), { type: 'module' });
  const worker = PDFWorker.create({ port });
  const close = () => {
    worker.destroy();
    // Also where it is in the middle of something that never ends.
    port.terminate();
  };
  try {
    const document = await getDocument({
      data: new Uint8Array(await file.arrayBuffer()),
      worker,
      isEvalSupported: false,
      enableXfa: false,
      cMapUrl: `${PARTS}/cmaps/`,
      standardFontDataUrl: `${PARTS}/standard_fonts/`,
      wasmUrl: `${PARTS}/wasm/`,
      iccUrl: `${PARTS}/iccs/`,
    }).promise;
    return { count: document.numPages, close, draw: (page, signal) => drawPage(document, page, signal) };
  } catch (error) {
    close();
    // The library does not give its class away.
    const closed = error instanceof Error && error.name === 'PasswordException';
    throw new PictureError(closed ? 'pdf_password' : 'pdf_broken');
  }
}

async function drawPage(document: PDFDocumentProxy, number: number, signal: AbortSignal): Promise<Picture> {
  const page = await document.getPage(number);
  const paper = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: SHARP / Math.max(paper.width, paper.height) });
  const canvas = window.document.createElement('canvas');
  Object.assign(canvas, {
    width: Math.max(1, Math.round(viewport.width)),
    height: Math.max(1, Math.round(viewport.height)),
  });
  const drawing = page.render({ canvas, viewport, background: '#ffffff' });
  const stop = () => drawing.cancel();
  signal.addEventListener('abort', stop);
  try {
    await drawing.promise;
    return { content: await contentOf(canvas), ...sizeOnBoard(paper) };
  } finally {
    signal.removeEventListener('abort', stop);
    page.cleanup();
  }
}

const sizeOnBoard = ({ width, height }: Size): Size => ({
  width: Math.round(width * UNITS_PER_POINT),
  height: Math.round(height * UNITS_PER_POINT),
});
