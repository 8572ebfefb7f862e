import { jsPDF } from 'jspdf';
import { asCanvas } from './excalidraw-exports.ts';
import type { PageDrawing } from './page-drawing.ts';

/** A page with nothing on it, in points: A4 lying on its side. */
const EMPTY = { width: 842, height: 595 };
/** Points for each dot of the picture: twice as many dots as units of the drawing, and a unit a little less than a point. */
const POINTS = 0.375;
const QUALITY = 0.92;

/** All pages in one file, each as large as what is drawn on it. */
export async function asPdf(title: string, pages: readonly PageDrawing[]): Promise<Blob> {
  let pdf: jsPDF | null = null;
  for (const page of pages) {
    const canvas = page.elements.length > 0 ? await asCanvas(page) : null;
    const { width, height } = canvas ? { width: canvas.width * POINTS, height: canvas.height * POINTS } : EMPTY;
    const orientation = width > height ? 'landscape' : 'portrait';
    if (pdf) pdf.addPage([width, height], orientation);
    else pdf = new jsPDF({ unit: 'pt', format: [width, height], orientation, compress: true });
    if (canvas) pdf.addImage(canvas.toDataURL('image/jpeg', QUALITY), 'JPEG', 0, 0, width, height);
  }
  if (!pdf) throw new Error('A board has at least one page');
  pdf.setProperties({ title });
  return pdf.output('blob');
}
