import type { LaunchOptions, Page } from '@playwright/test';
import { expect, newClass, type Person } from '#fixtures.ts';
import { enter } from '#live-room.ts';
import { tileOf } from '#media.ts';
import config from './playwright.config.ts';

declare global {
  interface Window {
    /** How the screen that this person shares looks here; null where it is not shown. */
    lookAtScreen?: (sharer: string) => Likeness | null;
  }
}

const TITLE = 'Pattern to share';
/** As large as most screens are, so that nothing of it is scaled on the way into the browser. */
export const SIZE = { width: 1_920, height: 1_080 };

const { launchOptions } = config.use ?? {};
const { args = [] } = launchOptions ?? {};
/** Whoever shares has this tab chosen for them: a real capture of a real tab. */
export const CHOOSES_PATTERN: LaunchOptions = {
  ...launchOptions,
  // This one would put a picture of its own in the place of what is captured. Devices are allowed by `mayUseDevices`.
  args: [
    ...args.filter((one) => one !== '--use-fake-ui-for-media-stream'),
    `--auto-select-tab-capture-source-by-title=${TITLE}`,
  ],
};

export async function mayUseDevices(...people: Person[]): Promise<void> {
  for (const { context } of people) await context.grantPermissions(['camera', 'microphone']);
}

/** A tab with something to read on it. It stands still, as a text that is being explained does. */
export async function openPattern(person: Person): Promise<Page> {
  await mayUseDevices(person);
  const page = await person.context.newPage();
  await page.setViewportSize(SIZE);
  await page.setContent(`<title>${TITLE}</title><style>body { margin: 0 } canvas { display: block }</style>`);
  await page.evaluate(drawPattern, SIZE);
  return page;
}

/** Stripes of one and of two pixels, and lines as small text has them. The same each time. */
function drawPattern({ width, height }: { width: number; height: number }): void {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#111';
  for (let x = 100; x < 400; x += 2) context.fillRect(x, 100, 1, 150);
  for (let x = 500; x < 800; x += 4) context.fillRect(x, 100, 2, 150);
  for (let y = 100; y < 250; y += 4) context.fillRect(900, y, 300, 2);
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  // Letters of five by seven pixels, in words, in lines of different lengths.
  for (let y = 320; y < height - 60; y += 18) {
    const end = 200 + random() * (width - 300);
    for (let x = 100; x < end; x += random() < 0.15 ? 14 : 7) {
      for (let dot = 0; dot < 35; dot++)
        if (random() < 0.45) context.fillRect(x + (dot % 5), y + Math.floor(dot / 5), 1, 1);
    }
  }
  document.body.append(canvas);
}

/** A note as the sound of what is captured: a browser without a loudspeaker captures a tab's own sound as silence. */
export async function soundWhenSharing({ page }: Person): Promise<void> {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const original = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = async (options) => {
      const stream = await original(options);
      for (const silent of stream.getAudioTracks()) stream.removeTrack(silent);
      const context = new AudioContext();
      const note = new OscillatorNode(context, { frequency: 440 });
      const destination = new MediaStreamAudioDestinationNode(context);
      note.connect(destination);
      note.start();
      for (const track of destination.stream.getAudioTracks()) stream.addTrack(track);
      return stream;
    };
  });
}

/** How much the screen that `page` shows is like the pattern, place by place: 1 is the same, 0 has nothing in common. */
export interface Likeness {
  width: number;
  one_pixel: number;
  two_pixels: number;
  text: number;
}

/** Puts the means to compare into a page, so that each look costs little. */
function prepare(draw: typeof drawPattern, size: { width: number; height: number }): void {
  if (window.lookAtScreen) return;
  draw(size);
  const drawn = document.body.lastElementChild as HTMLCanvasElement;
  drawn.remove();
  type Place = readonly [x: number, y: number, width: number, height: number];
  const places: Record<string, Place> = {
    one_pixel: [110, 110, 280, 130],
    two_pixels: [510, 110, 280, 130],
    text: [100, 400, 400, 300],
  };
  const grey = (source: CanvasImageSource, [x, y, width, height]: Place) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(source, x, y, width, height, 0, 0, width, height);
    const data = context?.getImageData(0, 0, width, height).data ?? [];
    return Float64Array.from({ length: width * height }, (_, index) => data[index * 4 + 1] ?? 0);
  };
  const mean = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const alike = (one: Float64Array, other: Float64Array) => {
    const [first, second] = [mean(one), mean(other)];
    let [both, ones, others] = [0, 0, 0];
    for (let index = 0; index < one.length; index++) {
      const [a, b] = [(one[index] ?? 0) - first, (other[index] ?? 0) - second];
      both += a * b;
      ones += a * a;
      others += b * b;
    }
    return ones > 0 && others > 0 ? both / Math.sqrt(ones * others) : 0;
  };
  const wanted = Object.entries(places).map(([what, place]) => ({ what, place, pattern: grey(drawn, place) }));
  window.lookAtScreen = (name) => {
    const video = document.querySelector<HTMLVideoElement>(`[role=group][aria-label="Screen of ${name}"] video`);
    if (!video || video.videoWidth === 0) return null;
    const seen = wanted.map(({ what, place, pattern }) => [what, alike(grey(video, place), pattern)]);
    return { width: video.videoWidth, ...Object.fromEntries(seen) };
  };
}

export async function likeness(page: Page, name: string): Promise<Likeness | null> {
  // Written out, since the page lets in no script that is not its own, and both functions are needed there.
  await page.evaluate(`(${prepare})(${drawPattern}, ${JSON.stringify(SIZE)})`);
  return page.evaluate((sharer) => window.lookAtScreen?.(sharer) ?? null, name);
}

/** What is shown can be read: all the pixels are there, and those of single letters are where they belong. */
export const READABLE: Likeness = { width: SIZE.width, one_pixel: 0.9, two_pixels: 0.9, text: 0.9 };

export async function expectReadable(page: Page, name: string): Promise<void> {
  await expect.poll(async () => lacking(await likeness(page, name))).toEqual([]);
}

/** In which respects it cannot be read. */
export function lacking(seen: Likeness | null): string[] {
  if (!seen) return ['no picture'];
  return (['width', 'one_pixel', 'two_pixels', 'text'] as const)
    .filter((what) => seen[what] < READABLE[what])
    .map((what) => `${what}: ${Math.round(seen[what] * 100) / 100}`);
}

export const screenOf = (page: Page, name: string) =>
  page.getByRole('group', { name: `Screen of ${name}`, exact: true });

export async function share({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Share screen', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop sharing', exact: true }).first()).toBeVisible();
}

/** A running class; everybody but the last is in the room. */
export async function inClass(newPerson: (name: string) => Promise<Person>) {
  const [ines, amir, lotte] = [await newPerson('Ines'), await newPerson('Amir'), await newPerson('Lotte')];
  const id = await newClass(ines, [amir, lotte]);
  await mayUseDevices(ines, amir, lotte);
  await enter(ines, id, 'Start Session');
  await enter(amir, id, 'Join');
  await expect(tileOf(ines.page, amir.name)).toBeVisible();
  return { id, ines, amir, lotte };
}

/** Nothing of a screen arrives any more, and none is shown. */
export async function expectNoScreen(page: Page, name: string): Promise<void> {
  await expect(screenOf(page, name)).toBeHidden();
  const before = await framesReceived(page);
  // Where frames still came, some would in this while.
  await page.evaluate(async () => {
    for (let turn = 0; turn < 30; turn++) await new Promise(requestAnimationFrame);
  });
  expect(await framesReceived(page)).toBeLessThanOrEqual(before);
}

export async function framesReceived(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let frames = 0;
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'video') frames += report.framesDecoded ?? 0;
      }
    }
    return frames;
  });
}
