import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { cpuSeconds, memory, renderers, treeOf } from './processes.ts';
import { type Place, type Subject, shownPictures } from './subject.ts';

export interface Cost {
  /** Share of one core, in percent: the whole browser, of it the page's own process, of that the page's main thread; and LiveKit. */
  browser: number;
  page: number;
  main: number;
  livekit: number;
  /** MB: the whole browser, of it the page's own process, its objects after a collection of garbage; and LiveKit. */
  memory: number;
  pageMemory: number;
  heap: number;
  livekitMemory: number;
  /** Decoded a second, of all pictures together, and how many points they had. */
  frames: number;
  megapixels: number;
  places: Place[];
}

export interface MeasureOptions {
  chromium: string;
  publishers: number;
  places: Place[];
  livekitPid: number;
  /** Seconds: how long everything may take to find its way, and how long it is measured then. */
  settle: number;
  seconds: number;
  /** Where the page's profile goes, if one is wanted. */
  profile: string | null;
}

/** Lets a subject in with a browser of its own, and out again. */
export async function measure(subject: Subject, options: MeasureOptions): Promise<Cost> {
  const { publishers, livekitPid, settle, seconds } = options;
  const server = await chromium.launchServer({
    executablePath: options.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', '--no-first-run'],
  });
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    await recordConnections(context);
    const page = await subject.enter(context, options.places);
    await untilShown(page, publishers);
    await sleep(settle * 1000);

    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable');
    if (options.profile) await startProfile(cdp);
    const pid = server.process().pid ?? 0;
    const all = treeOf(pid);
    const of = { browser: all, page: renderers(all), livekit: [livekitPid] };
    const look = async () => ({
      at: performance.now(),
      browser: cpuSeconds(of.browser),
      page: cpuSeconds(of.page),
      livekit: cpuSeconds(of.livekit),
      main: (await metrics(cdp)).TaskDuration ?? 0,
      ...(await decoded(page)),
    });
    const before = await look();
    await sleep(seconds * 1000);
    const after = await look();
    if (options.profile) await endProfile(cdp, options.profile);
    const lasted = (after.at - before.at) / 1000;
    const rate = (name: Exclude<keyof typeof before, 'at'>) => (after[name] - before[name]) / lasted;

    await cdp.send('HeapProfiler.collectGarbage');
    const cost = {
      browser: 100 * rate('browser'),
      page: 100 * rate('page'),
      main: 100 * rate('main'),
      livekit: 100 * rate('livekit'),
      memory: memory(of.browser),
      pageMemory: memory(of.page),
      heap: ((await metrics(cdp)).JSHeapUsedSize ?? 0) / 1024 / 1024,
      livekitMemory: memory(of.livekit),
      frames: rate('frames'),
      megapixels: rate('pixels') / 1_000_000,
      places: await shownPictures(page),
    };
    await page.goto('about:blank');
    await subject.leave();
    return cost;
  } finally {
    await server.close();
  }
}

async function untilShown(page: Page, publishers: number): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    if ((await shownPictures(page)).length >= publishers) return;
    await sleep(500);
  }
  throw new Error(`Of ${publishers} pictures ${(await shownPictures(page)).length} are shown`);
}

async function metrics(cdp: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

declare global {
  interface Window {
    connections: RTCPeerConnection[];
  }
}

async function recordConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.connections = [];
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.connections.push(this);
      }
    };
  });
}

/** All frames that the page has decoded so far, and their points, as far as the frames have the size they have now. */
async function decoded(page: Page): Promise<{ frames: number; pixels: number }> {
  return page.evaluate(async () => {
    const sum = { frames: 0, pixels: 0 };
    for (const connection of window.connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'video') continue;
        const { framesDecoded = 0, frameWidth = 0, frameHeight = 0 } = report;
        sum.frames += framesDecoded;
        sum.pixels += framesDecoded * frameWidth * frameHeight;
      }
    }
    return sum;
  });
}

async function startProfile(cdp: CDPSession): Promise<void> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 500 });
  await cdp.send('Profiler.start');
}

/** To be opened with the browser's developer tools. */
async function endProfile(cdp: CDPSession, file: string): Promise<void> {
  const { profile } = await cdp.send('Profiler.stop');
  await writeFile(file, JSON.stringify(profile));
}
