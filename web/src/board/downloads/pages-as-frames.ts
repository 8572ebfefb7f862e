/** What is moved and framed of an element; the rest of it stays as it is. */
export interface Framed {
  readonly id: string;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly frameId: string | null;
}

export interface PageContents<Element extends Framed> {
  readonly page_id: number;
  readonly name: string;
  readonly elements: readonly Element[];
  /** The box around them: left, top, right, bottom. */
  readonly bounds: readonly [number, number, number, number];
}

export interface PageFrame {
  readonly type: 'frame';
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Around what is drawn on a page, and between two pages, in the units of the drawing. */
const MARGIN = 40;
const GAP = 120;
/** How large a page is at least, as an empty one is. */
const LEAST = 400;

/** All pages in one drawing, as a file of Excalidraw has but one: side by side, each in a frame with its name. */
export function pagesAsFrames<Element extends Framed>(pages: readonly PageContents<Element>[]) {
  const elements: (Element | PageFrame)[] = [];
  let left = 0;
  for (const { page_id, name, elements: drawn, bounds } of pages) {
    const [x, y, right, bottom] = bounds;
    const id = `page-${page_id}`;
    const width = Math.max(LEAST, right - x + 2 * MARGIN);
    const height = Math.max(LEAST, bottom - y + 2 * MARGIN);
    const [across, down] = [left + MARGIN - x, MARGIN - y];
    for (const one of drawn) {
      // Frames do not stand in frames: what a page has of its own keeps them.
      const frameId = one.frameId ?? (one.type === 'frame' ? null : id);
      elements.push({ ...one, x: one.x + across, y: one.y + down, frameId });
    }
    elements.push({ type: 'frame', id, name, x: left, y: 0, width, height });
    left += width + GAP;
  }
  return elements;
}
