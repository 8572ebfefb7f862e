import { expect, type Page } from '@playwright/test';

/** One picture that the page receives, as the connection tells it. */
interface Received {
  /** The track's id, which its video element knows too. */
  id: string;
  height: number;
  frames: number;
}

/** Every picture the page could receive: also those whose frames it has called off. */
async function receivedVideos(page: Page): Promise<Received[]> {
  return page.evaluate(async () => {
    const found: Received[] = [];
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'video') continue;
        const { trackIdentifier: id, frameHeight: height = 0, framesDecoded: frames = 0 } = report;
        found.push({ id, height, frames });
      }
    }
    return found;
  });
}

/** The tracks of the video elements that one sees, and how high their tiles are. */
async function seenVideos(page: Page): Promise<{ id: string; height: number }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('video')].flatMap((video) => {
      const { width, height } = video.getBoundingClientRect();
      const [track] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
      return track && width > 0 && height > 0 ? [{ id: track.id, height }] : [];
    }),
  );
}

/**
 * The pictures that come in are those that are seen, no more and no fewer, and so many: in two seconds frames of just
 * these are decoded. `layers`: how high they are, smallest first, as many as there are.
 */
export async function expectOnlySeen(page: Page, layers: number[]): Promise<void> {
  let before = await receivedVideos(page);
  await expect(async () => {
    const now = await receivedVideos(page);
    const earlier = new Map(before.map(({ id, frames }) => [id, frames]));
    const moving = now.filter(({ id, frames }) => frames > (earlier.get(id) ?? 0));
    before = now;
    expect(moving.map(({ id }) => id).sort()).toEqual((await seenVideos(page)).map(({ id }) => id).sort());
    expect(moving.map(({ height }) => height).sort((one, other) => one - other)).toEqual(layers);
  }).toPass({ intervals: [2_000], timeout: 60_000 });
}

/** How many sounds come in, whether or not their people are seen. */
export async function receivedSounds(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let count = 0;
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'audio' && report.packetsReceived > 0) count += 1;
      }
    }
    return count;
  });
}
