import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type BareOptions, barePage } from './bare.ts';
import { type LiveKit, startLiveKit } from './livekit.ts';
import { type Pages, servePages } from './pages.ts';

/** One LiveKit with one publisher in one room, and the bare pages beside it. */
export interface Venue {
  livekit: LiveKit;
  bare: BareOptions;
  stop(): Promise<void>;
}

export interface VenueOptions {
  name: string;
  folder: string;
  binary: string;
  port: number;
  pagePort: number;
  /** What follows under `rtc:` in LiveKit's configuration, in YAML. */
  rtc: string;
  sender: Browser;
}

export async function openVenue(options: VenueOptions): Promise<Venue> {
  const { name, folder, binary, port, pagePort, rtc, sender } = options;
  const livekit: LiveKit = await startLiveKit({ binary, port, rtc, logFile: join(folder, `${name}.log`) });
  let pages: Pages | undefined;
  const stop = async () => {
    await pages?.stop();
    await livekit.stop();
  };
  try {
    pages = await servePages(livekit, 'bench', join(folder, name), pagePort);
    const bare = { origin: pages.origin, livekitUrl: livekit.url };
    const publisher = await sender.newPage();
    await publisher.goto(barePage(bare, 'publish', 'publisher', true));
    await publisher.locator('body[data-ready]').waitFor();
    return { livekit, bare, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
