import type { BrowserContext, Page } from 'playwright-core';

/** Where on the page a picture is, in pixels. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What is measured: a page that shows and plays all that is sent in a room. */
export interface Subject {
  name: string;
  /** Comes in, with a browser that has just started, and shows the pictures; where they are to be, if it does not know by itself. */
  enter: (context: BrowserContext, places: Place[]) => Promise<Page>;
  /** Is out of the room again, also as far as the server knows. */
  leave: () => Promise<void>;
}

/** The pictures that a page shows now and that move, in reading order. */
export async function shownPictures(page: Page): Promise<Place[]> {
  const places = await page.evaluate(() =>
    [...document.querySelectorAll('video')]
      .filter((video) => video.videoWidth > 0 && !video.paused)
      .map((video) => video.getBoundingClientRect())
      .map(({ left, top, width, height }) => ({ left, top, width, height })),
  );
  return places
    .filter(({ width, height }) => width > 0 && height > 0)
    .sort((one, other) => one.top - other.top || one.left - other.left);
}
