import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import type { Member } from '../lectern/class.ts';
import { lecternSubject } from '../room/lectern.ts';
import { cpuSeconds, memory, treeOf } from '../room/processes.ts';
import { shownPictures } from '../room/subject.ts';
import type { Cost } from './cost.ts';

declare global {
  interface Window {
    filmed: number;
    film: MediaRecorder;
  }
}

export interface FilmingOptions {
  chromium: string;
  origin: string;
  session: number;
  camera: Member;
  publishers: number;
  settle: number;
  seconds: number;
}

/** What it costs to record a room as others do: a browser without a window comes in, and films the page. */
export async function filmPage(options: FilmingOptions): Promise<Cost> {
  const { origin, session, camera, publishers, settle, seconds } = options;
  const server = await chromium.launchServer({
    executablePath: options.chromium,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--autoplay-policy=no-user-gesture-required',
      '--auto-accept-this-tab-capture',
    ],
  });
  const subject = lecternSubject(origin, session, camera);
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
    const page = await subject.enter(context, []);
    for (let tries = 0; (await shownPictures(page)).length < publishers; tries++) {
      if (tries > 120) throw new Error(`Of ${publishers} pictures ${(await shownPictures(page)).length} are shown`);
      await sleep(500);
    }
    await page.evaluate(film);
    await sleep(settle * 1_000);
    const pids = treeOf(server.process().pid ?? 0);
    const look = async () => ({ cpu: cpuSeconds(pids), bytes: await page.evaluate(() => window.filmed) });
    const before = await look();
    await sleep(seconds * 1_000);
    const after = await look();
    await page.goto('about:blank');
    await subject.leave();
    return {
      cpu: ((after.cpu - before.cpu) * 60) / seconds,
      memory: memory(pids),
      bytes: ((after.bytes - before.bytes) * 60) / seconds,
    };
  } finally {
    await server.close();
  }
}

/** Runs in the page: must not use anything outside itself. */
async function film(): Promise<void> {
  const options = { video: { frameRate: 25 }, audio: true, preferCurrentTab: true };
  const stream = await navigator.mediaDevices.getDisplayMedia(options);
  window.filmed = 0;
  // Kept, or it is collected with what it films.
  window.film = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus', videoBitsPerSecond: 2_500_000 });
  window.film.ondataavailable = ({ data }) => {
    window.filmed += data.size;
  };
  window.film.start(1_000);
}
