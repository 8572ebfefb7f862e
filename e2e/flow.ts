import { expect, type Page } from '@playwright/test';

/** What goes out of a page: how many bytes of picture and sound so far, and how many tracks have a way out. */
export async function sent(page: Page): Promise<{ bytes: number; tracks: number }> {
  return page.evaluate(async () => {
    const sum = { bytes: 0, tracks: 0 };
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      const senders = connection.getSenders();
      sum.tracks += senders.filter(({ track, transport }) => track && transport?.state === 'connected').length;
      for (const report of (await connection.getStats()).values()) {
        // Bytes, since empty packets keep the way open.
        if (report.type === 'outbound-rtp') sum.bytes += report.bytesSent ?? 0;
      }
    }
    return sum;
  });
}

/** Nothing goes out: no track is being sent, and what was on its way has left, so that nothing follows. */
export async function expectNothingSent(page: Page): Promise<void> {
  await expect.poll(async () => (await sent(page)).tracks).toBe(0);
  await expect
    .poll(async () => {
      const before = await sent(page);
      // The statistics are made anew about once a second.
      await nextSecond(page);
      await nextSecond(page);
      return (await sent(page)).bytes - before.bytes;
    })
    .toBe(0);
}

/** That many tracks go out, and more comes all the time. */
export async function expectSent(page: Page, tracks: number): Promise<void> {
  await expect.poll(async () => (await sent(page)).tracks).toBe(tracks);
  const before = (await sent(page)).bytes;
  await expect.poll(async () => (await sent(page)).bytes).toBeGreaterThan(before + 2_000);
}

/** Until the page's clock shows another second. */
async function nextSecond(page: Page): Promise<void> {
  await page.waitForFunction((second) => Math.floor(performance.now() / 1_000) > second, await secondOf(page));
}

const secondOf = (page: Page) => page.evaluate(() => Math.floor(performance.now() / 1_000));

/** Notes from now on when something came in; `lastAt` is that moment, by the wall clock in milliseconds. */
export async function watchIncoming(page: Page): Promise<{ lastAt(): Promise<number> }> {
  await page.evaluate(() => {
    const state = { packets: -1, at: 0 };
    Object.assign(window, { incoming: state });
    const look = async () => {
      let packets = 0;
      for (const connection of window.connections) {
        if (connection.connectionState === 'closed') continue;
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'inbound-rtp') packets += report.packetsReceived ?? 0;
        }
      }
      if (packets > state.packets) Object.assign(state, { packets, at: Date.now() });
      setTimeout(look, 20);
    };
    void look();
  });
  return { lastAt: () => page.evaluate(() => (window as unknown as { incoming: { at: number } }).incoming.at) };
}
