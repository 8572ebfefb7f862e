import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { begin, type Member, planClass, signUpMany } from '../lectern/class.ts';
import { startSite } from '../lectern/site.ts';
import { percentile, table } from '../load/numbers.ts';

// How soon after the end of a long class its recording plays, and how soon any place of it is seen. The recording is made of
// films and tones (server/src/testing/made-recording.ts) as a recorder leaves it; from then on all is the product's own.

const { values: options } = parseArgs({
  options: {
    livekit: { type: 'string', default: process.env.LIVEKIT_BINARY ?? 'livekit-server' },
    chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
    minutes: { type: 'string', default: '60' },
    people: { type: 'string', default: '25' },
    cameras: { type: 'string', default: '9' },
    seeks: { type: 'string', default: '30' },
  },
});

const script = resolve(import.meta.dirname, '../../server/src/testing/make-recording.ts');
const seconds = Number(options.minutes) * 60;

const folder = await mkdtemp(join(tmpdir(), 'lectern-replay-ready-'));
const data = join(folder, 'data');
const site = await startSite({ livekit: options.livekit, data });
const browser = await chromium.launch({ executablePath: options.chromium, args: ['--no-sandbox'] });
try {
  const people = await signUpMany(site.origin, 'replay', Number(options.people));
  const [host, ...learners] = people;
  if (!host) throw new Error('Nobody is there');
  const session_id = await planClass(host, learners);
  await begin(session_id, host, learners);
  const context = await browser.newContext({ baseURL: site.origin, storageState: await host.api.storageState() });
  const page = await context.newPage();
  await page.goto('/');
  const { recording_id, stopped_at } = await make(session_id, people);
  await page.goto(`/recordings/${recording_id}`);
  await page.waitForFunction(hasFrame, undefined, { polling: 20 });
  const first = Date.now() - stopped_at;
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForFunction(() => Number(document.querySelector('[data-time]')?.getAttribute('data-time')) >= 1);
  const sound = Date.now() - stopped_at;
  const kept = await keepsUp(page);
  const seeks = await seekAround(page, Number(options.seeks));
  console.log(
    table(
      [`${options.minutes} minutes, ${options.people} people, ${options.cameras} cameras`, ''],
      [
        ['from the end to the first frame, ms', String(first)],
        ['from the end to its first second played with sound, ms', String(sound)],
        ['played in 30 s of real time, s', kept.toFixed(1)],
        ['a seek to its picture, ms: median', percentile(seeks, 0.5).toFixed(0)],
        ['p95', percentile(seeks, 0.95).toFixed(0)],
        ['max', Math.max(...seeks).toFixed(0)],
      ],
    ),
  );
} finally {
  await browser.close();
  await site.stop();
  await rm(folder, { recursive: true, force: true });
}

async function make(session_id: number, people: Member[]): Promise<{ recording_id: number; stopped_at: number }> {
  const all = [[0, seconds]];
  const plan = {
    session_id,
    seconds,
    people: people.map(({ id }, index) => ({
      account_id: id,
      microphone: all,
      camera: index < Number(options.cameras) ? all : [],
      spoke: spokeOf(index),
    })),
    drawn: Array.from({ length: 500 }, (_, place) => (place * seconds) / 500),
  };
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ data, plan }));
  const [made] = await Promise.all([json(child.stdout), once(child, 'exit')]);
  return made as { recording_id: number; stopped_at: number };
}

/** In turns, ten seconds each. */
function spokeOf(index: number): [number, number][] {
  const turn = Number(options.people) * 10;
  return Array.from({ length: Math.ceil(seconds / turn) }, (_, round): [number, number] => {
    const from = round * turn + index * 10;
    return [Math.min(from, seconds), Math.min(from + 9, seconds)];
  });
}

function hasFrame(): boolean {
  return [...document.querySelectorAll('video')].some(
    ({ readyState, videoWidth }) => readyState >= 2 && videoWidth > 0,
  );
}

/** How many seconds of the recording are played in thirty. */
async function keepsUp(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const place = () => document.querySelector('video')?.currentTime ?? 0;
    const from = place();
    await new Promise((done) => setTimeout(done, 30_000));
    return place() - from;
  });
}

/** From the moment of a seek, while it plays, until the first picture shows its second or the next. */
async function seekAround(page: Page, many: number): Promise<number[]> {
  return page.evaluate(
    async ({ many, seconds }) => {
      const bar = document.querySelector<HTMLInputElement>('input[type="range"][step="any"]');
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      const canvas = document.createElement('canvas');
      const drawing = canvas.getContext('2d', { willReadFrequently: true });
      const clock = () => {
        const video = document.querySelector('video');
        if (!video || !drawing || video.videoWidth === 0) return -1;
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        drawing.drawImage(video, 0, 0);
        const square = canvas.width / 12;
        let second = 0;
        for (let bit = 0; bit < 12; bit += 1) {
          const [red = 0] = drawing.getImageData((bit + 0.5) * square, square / 2, 1, 1).data;
          if (red > 128) second += 2 ** bit;
        }
        return second;
      };
      const took: number[] = [];
      for (let count = 0; count < many; count += 1) {
        const to = Math.floor((((count * 0.618) % 1) * (seconds - 10)) % 4_000);
        const began = performance.now();
        setValue?.call(bar, String(to + 0.2));
        bar?.dispatchEvent(new Event('input', { bubbles: true }));
        while (clock() !== to && clock() !== to + 1) await new Promise(requestAnimationFrame);
        took.push(performance.now() - began);
        await new Promise((done) => setTimeout(done, 300));
      }
      return took;
    },
    { many, seconds },
  );
}
