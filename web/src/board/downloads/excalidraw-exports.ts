import '../excalidraw-assets.ts';
import * as excalidraw from '@excalidraw/excalidraw';
import type { ExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { BinaryFiles } from '@excalidraw/excalidraw/types';
import type { PageDrawing } from './page-drawing.ts';
import { pictureSize } from './picture-size.ts';

interface Drawn {
  elements: readonly ExcalidrawElement[];
  files: BinaryFiles;
  appState: { exportBackground: true; exportWithDarkMode: false; viewBackgroundColor: string };
  exportPadding: number;
}

type Dimensions = (width: number, height: number) => { width: number; height: number; scale: number };

// The library's own types of these two name a package that it does not bring along.
const exportToCanvas: (drawn: Drawn & { getDimensions: Dimensions }) => Promise<HTMLCanvasElement> =
  excalidraw.exportToCanvas;
const exportToSvg: (drawn: Drawn) => Promise<SVGSVGElement> = excalidraw.exportToSvg;

/** Around what is drawn, in the units of the drawing. */
const PADDING = 24;
/** On white, whatever the page is looked at on. */
const drawn = ({ elements, files }: PageDrawing): Drawn => ({
  elements,
  files,
  appState: { exportBackground: true, exportWithDarkMode: false, viewBackgroundColor: '#ffffff' },
  exportPadding: PADDING,
});

export async function asCanvas(page: PageDrawing): Promise<HTMLCanvasElement> {
  return exportToCanvas({ ...drawn(page), getDimensions: pictureSize });
}

export async function asPng(page: PageDrawing): Promise<Blob> {
  const canvas = await asCanvas(page);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture was made'))), 'image/png');
  });
}

export async function asSvg(page: PageDrawing): Promise<Blob> {
  const svg = await exportToSvg(drawn(page));
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' });
}

export function asExcalidraw(elements: readonly ExcalidrawElement[], files: BinaryFiles): Blob {
  const text = excalidraw.serializeAsJSON(elements, { viewBackgroundColor: '#ffffff' }, files, 'local');
  return new Blob([text], { type: 'application/vnd.excalidraw+json' });
}

export const { getCommonBounds } = excalidraw;

/** Elements as the library has them: what is missing it fills in, and it puts the order right. */
export function restored(elements: readonly object[]): ExcalidrawElement[] {
  return excalidraw.restoreElements(JSON.parse(JSON.stringify(elements)), null);
}
