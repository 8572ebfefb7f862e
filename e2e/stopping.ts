import { expect, type Page } from '@playwright/test';

/** What the moderation promises: this long after the click nothing comes any more, in milliseconds. */
const PROMISE = 1_000;
/** This long without any more of it is the end of it, and no pause: the microphone of the tests beeps twice a second. */
const QUIET = 2_500;

type Kind = 'audio' | 'video';

declare global {
  interface Window {
    /** When the last sound above silence came in, and the last decoded frame. */
    lastReceived: Record<Kind, number>;
    /** When the last packet of it came in: on a busy machine what came is heard and drawn some time later. */
    lastArrived: Record<Kind, number>;
    /** When somebody last clicked. */
    clickedAt: number;
  }
}

/** Notes from now on when sound and pictures of others last came in. */
export async function watchReceived(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.lastReceived = { audio: 0, video: 0 };
    window.lastArrived = { audio: 0, video: 0 };
    const known = { audio: 0, video: 0 };
    const look = async () => {
      const now = { audio: 0, video: 0 };
      // When the browser measured it: on a busy machine the page hears of it later.
      let at = 0;
      for (const connection of window.connections) {
        if (connection.connectionState === 'closed') continue;
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== 'inbound-rtp') continue;
          at = Math.max(at, report.timestamp);
          const kind = report.kind === 'audio' ? 'audio' : 'video';
          window.lastArrived[kind] = Math.max(window.lastArrived[kind], report.lastPacketReceivedTimestamp ?? 0);
          if (kind === 'audio') now.audio += report.totalAudioEnergy ?? 0;
          else now.video += report.framesDecoded ?? 0;
        }
      }
      for (const kind of ['audio', 'video'] as const) {
        if (now[kind] > known[kind] + 1e-6) window.lastReceived[kind] = at;
        known[kind] = now[kind];
      }
      setTimeout(() => void look(), 20);
    };
    void look();
  });
}

/** Remembers when the person clicks. */
export async function watchClicks(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener('click', () => Object.assign(window, { clickedAt: Date.now() }), { capture: true });
  });
}

/** It is coming in now. */
export async function expectComing(receiver: Page, kind: Kind): Promise<void> {
  const last = () => receiver.evaluate((which) => window.lastReceived[which], kind);
  const before = await last();
  await expect.poll(last).toBeGreaterThan(before);
}

/** It stopped within a second after the last click of `actor`, and stays away. Both pages have the clock of this machine. */
export async function expectStopped(receiver: Page, kind: Kind, actor: Page): Promise<void> {
  const quiet = () => receiver.evaluate((which) => Date.now() - window.lastReceived[which], kind);
  await expect.poll(quiet).toBeGreaterThan(QUIET);
  const clicked = await actor.evaluate(() => window.clickedAt);
  const last = await receiver.evaluate(
    (which) => Math.min(window.lastReceived[which], window.lastArrived[which]),
    kind,
  );
  expect(last - clicked, `${kind} after the click, in milliseconds`).toBeLessThan(PROMISE);
}
