import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { memory, renderers, treeOf } from '../room/processes.ts';
import { installProbe } from './probe.ts';

/** A browser that has just started, with one page in it. */
export interface FreshBrowser {
  context: BrowserContext;
  page: Page;
  /** MB of the page: its objects after a collection of garbage, and what its process holds. And how many listeners and nodes there are. */
  look: () => Promise<PageMemory>;
  /** Takes a profile of its processor for as long as the work lasts; to be opened with a browser's developer tools. */
  profile: <Result>(file: string, work: () => Promise<Result>) => Promise<Result>;
  close: () => Promise<void>;
}

export interface PageMemory {
  heap: number;
  process: number;
  nodes: number;
  listeners: number;
}

/** What a new stroke of one's own looks like in Excalidraw, and no other. */
const OWN_COLOUR = '#1e1e1e';

export async function freshBrowser(executablePath: string): Promise<FreshBrowser> {
  const server = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--autoplay-policy=no-user-gesture-required'],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  await context.addInitScript(installProbe, OWN_COLOUR);
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  return {
    context,
    page,
    async look() {
      await cdp.send('HeapProfiler.collectGarbage');
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
      const pids = renderers(treeOf(server.process().pid ?? 0));
      return {
        heap: of('JSHeapUsedSize') / 1024 / 1024,
        process: memory(pids),
        nodes: of('Nodes'),
        listeners: of('JSEventListeners'),
      };
    },
    async profile(file, work) {
      await cdp.send('Profiler.enable');
      await cdp.send('Profiler.setSamplingInterval', { interval: 500 });
      await cdp.send('Profiler.start');
      const result = await work();
      await writeFile(file, JSON.stringify((await cdp.send('Profiler.stop')).profile));
      return result;
    },
    close: () => server.close(),
  };
}

/** Until a stroke of this colour has been painted; when, by Date.now(). */
export async function painted(page: Page, colour: string, patience = 60_000): Promise<number> {
  const handle = await page.waitForFunction((one) => window.probe.painted[one], colour, {
    timeout: patience,
    polling: 50,
  });
  return Number(await handle.jsonValue());
}

/** Until nothing of this colour has been painted for a second; when it was last, by Date.now(). */
export async function paintedAndStill(page: Page, colour: string, patience = 120_000): Promise<number> {
  let last = await painted(page, colour, patience);
  for (;;) {
    await sleep(1_000);
    const now = await painted(page, colour);
    if (now === last) return last;
    last = now;
  }
}

export async function takePen(page: Page): Promise<void> {
  await page.locator('label', { has: page.getByTestId('toolbar-freedraw') }).click();
}

const MOVES = 30;
/** Between two moves, in milliseconds. */
const STEP = 16;

/** Draws a stroke of one's own by the mouse, somewhere in the middle of the canvas. */
export async function drawOwn(page: Page, number: number): Promise<void> {
  const box = await page.locator('canvas.interactive').boundingBox();
  if (!box) throw new Error('There is no canvas');
  const x = box.x + box.width * (0.4 + 0.04 * (number % 10));
  const y = box.y + box.height * (0.35 + 0.06 * (Math.floor(number / 10) % 5));
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let at = 1; at <= MOVES; at++) {
    await Promise.all([page.mouse.move(x + at * 2, y + 14 * Math.sin(at / 3)), sleep(STEP)]);
  }
  await page.mouse.up();
}

/** From pointer to paint: what the probe saw of so many strokes of one's own. */
export async function measureOwn(page: Page, strokes: number): Promise<{ moves: number[]; ends: number[] }> {
  await page.evaluate(() => Object.assign(window.probe, { moves: [], ends: [] }));
  for (let number = 0; number < strokes; number++) {
    await drawOwn(page, number);
    await sleep(150);
  }
  await sleep(300);
  return page.evaluate(() => ({ moves: window.probe.moves, ends: window.probe.ends }));
}
