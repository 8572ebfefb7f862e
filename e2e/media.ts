import { type BrowserContext, expect, type Page } from '@playwright/test';

declare global {
  interface Window {
    connections: RTCPeerConnection[];
  }
}

/** Keeps every peer connection of a page where the proofs below find it. */
export async function recordConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.connections = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.connections.push(this);
      }
    };
  });
}

/** The tile of one person on the stage. */
export function tileOf(page: Page, name: string) {
  return page.getByRole('group', { name, exact: true });
}

/** The person's video is seen: decoded frames grow, it has a size, and it is neither black nor one colour. */
export async function expectVideo(page: Page, name: string): Promise<void> {
  const video = tileOf(page, name).locator('video');
  const frames = () =>
    video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames);
  await expect(video).toBeVisible();
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBeGreaterThan(0);
  let last = await frames();
  let seen = 0;
  const countOn = async () => {
    const now = await frames();
    // With another track in the same element the browser counts from nothing.
    seen += now < last ? now : now - last;
    last = now;
    return seen;
  };
  await expect.poll(countOn).toBeGreaterThan(5);
  await expect.poll(() => video.evaluate(contrastOf)).toBeGreaterThan(20);
}

/** The difference between the brightest and the darkest of some points of a video, 0 to 255. */
function contrastOf(video: HTMLVideoElement): number {
  const canvas = document.createElement('canvas');
  canvas.width = 32;
  canvas.height = 18;
  const context = canvas.getContext('2d');
  if (!context || video.videoWidth === 0) return 0;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let least = 255;
  let most = 0;
  for (let index = 0; index < data.length; index += 4) {
    const light = ((data[index] ?? 0) + (data[index + 1] ?? 0) + (data[index + 2] ?? 0)) / 3;
    least = Math.min(least, light);
    most = Math.max(most, light);
  }
  return most - least;
}

/** The person's video is not shown. */
export async function expectNoVideo(page: Page, name: string): Promise<void> {
  await expect(tileOf(page, name)).toBeVisible();
  await expect(tileOf(page, name).locator('video')).toBeHidden();
}

/** Sound of others arrives: packets come, and the energy in them grows by more than silence has. */
export async function expectSound(page: Page): Promise<void> {
  const before = await heard(page);
  await expect.poll(async () => (await heard(page)).energy - before.energy).toBeGreaterThan(0.001);
  expect((await heard(page)).packets).toBeGreaterThan(before.packets);
}

/** All the sound a page has received so far. */
export async function heard(page: Page): Promise<{ energy: number; packets: number }> {
  return page.evaluate(async () => {
    const sum = { energy: 0, packets: 0 };
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
        sum.energy += report.totalAudioEnergy ?? 0;
        sum.packets += report.packetsReceived ?? 0;
      }
    }
    return sum;
  });
}
