/** A small window that stays above all others; browsers that have it let a page fill it. */
interface DocumentPictureInPicture {
  requestWindow: (options: { width: number; height: number }) => Promise<Window>;
}

declare global {
  interface Window {
    documentPictureInPicture?: DocumentPictureInPicture;
  }
}

const SIZE = { width: 480, height: 320 };
const readers = new Set<() => void>();
let floating: Window | null = null;

export const floatingWindow = (): Window | null => floating;

export function subscribeFloating(reader: () => void): () => void {
  readers.add(reader);
  // The other kind, of a single video, tells of itself by events that come up to the document.
  for (const event of VIDEO_EVENTS) document.addEventListener(event, reader);
  return () => {
    readers.delete(reader);
    for (const event of VIDEO_EVENTS) document.removeEventListener(event, reader);
  };
}

const VIDEO_EVENTS = ['enterpictureinpicture', 'leavepictureinpicture'] as const;

export const canFloat = (): boolean =>
  window.documentPictureInPicture !== undefined || document.pictureInPictureEnabled === true;

export const isFloating = (): boolean => floating !== null || (document.pictureInPictureElement ?? null) !== null;

/** The browser wants to be asked by a click, or by itself when the tab is left; else it says no, and nothing happens. */
export async function float(): Promise<void> {
  if (isFloating()) return;
  try {
    if (window.documentPictureInPicture) show(await window.documentPictureInPicture.requestWindow(SIZE));
    else await largestVideo()?.requestPictureInPicture();
  } catch {
    // Refused: the stage is where it was.
  }
}

export function unfloat(): void {
  floating?.close();
  if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => undefined);
}

function show(opened: Window): void {
  dress(opened.document);
  opened.addEventListener('pagehide', () => become(null), { once: true });
  become(opened);
}

/** Gives the new window the looks of the page. */
function dress(target: Document): void {
  for (const sheet of document.head.querySelectorAll('style, link[rel="stylesheet"]')) {
    target.head.append(target.importNode(sheet, true));
  }
  for (const { name, value } of document.documentElement.attributes) target.documentElement.setAttribute(name, value);
  target.title = document.title;
}

function become(opened: Window | null): void {
  floating = opened;
  for (const reader of readers) reader();
}

function largestVideo(): HTMLVideoElement | undefined {
  const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-tile] video')];
  return videos.sort((one, other) => other.clientWidth - one.clientWidth)[0];
}
