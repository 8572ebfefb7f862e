import type { Page } from '@playwright/test';

/** One picture that comes in. */
export interface Received {
  width: number;
  height: number;
}

/** For how long it is watched whether frames come, in milliseconds: a window of measurement, not a wait. */
const WINDOW = 1_200;

/** The pictures of which frames come in now, largest first, by the browser's own count. */
export async function picturesReceived(page: Page): Promise<Received[]> {
  return page.evaluate(async (window_length) => {
    const count = async () => {
      const found = new Map<string, { frames: number; width: number; height: number }>();
      for (const connection of window.connections) {
        if (connection.connectionState === 'closed') continue;
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== 'inbound-rtp' || report.kind !== 'video') continue;
          const { framesReceived: frames = 0, frameWidth: width = 0, frameHeight: height = 0 } = report;
          found.set(report.id, { frames, width, height });
        }
      }
      return found;
    };
    const before = await count();
    await new Promise((resolve) => setTimeout(resolve, window_length));
    const after = await count();
    return [...after]
      .filter(([id, { frames }]) => frames > (before.get(id)?.frames ?? 0))
      .map(([, { width, height }]) => ({ width, height }))
      .sort((one, other) => other.width - one.width);
  }, WINDOW);
}
