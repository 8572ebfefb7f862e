import type { DocumentAwareness } from '@lectern/contract';

/** What somebody sees of a page: Excalidraw's own words for it. */
export interface Viewport {
  /** How far the page is moved, in its own units. */
  readonly scrollX: number;
  readonly scrollY: number;
  readonly zoom: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a leader tells the others: the middle of what they see, how large things are, and how much of the page it is. */
export type LedView = NonNullable<DocumentAwareness['view']>;

export const LEAST_ZOOM = 0.1;
export const MOST_ZOOM = 30;

export function ledView({ scrollX, scrollY, zoom, width, height }: Viewport): LedView {
  return {
    x: hundredths(width / 2 / zoom - scrollX),
    y: hundredths(height / 2 / zoom - scrollY),
    zoom: hundredths(zoom),
    width: Math.round(width / zoom),
    height: Math.round(height / zoom),
  };
}

/** Where to go to see what the leader sees: their middle in the middle, and all of it, whatever the shape of this window. */
export function followedView(led: LedView, own: Pick<Viewport, 'width' | 'height'>): Viewport {
  const fits = led.width && led.height ? Math.min(own.width / led.width, own.height / led.height) : led.zoom;
  const zoom = Math.min(Math.max(fits, LEAST_ZOOM), MOST_ZOOM);
  return { ...own, zoom, scrollX: own.width / 2 / zoom - led.x, scrollY: own.height / 2 / zoom - led.y };
}

/** Whether both show the same, but for what nobody sees. */
export function isSameView(one: Viewport, other: Viewport): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 0.5;
  return (
    near(one.scrollX, other.scrollX) && near(one.scrollY, other.scrollY) && Math.abs(one.zoom / other.zoom - 1) < 0.001
  );
}

const hundredths = (value: number) => Math.round(value * 100) / 100;
