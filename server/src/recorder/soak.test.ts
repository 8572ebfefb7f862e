import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { openCapturedClass } from '#testing/captured-class.ts';
import { flashesIn } from '#testing/flashes.ts';
import { probe } from '#testing/probe.ts';
import { beepingMicrophone, flashingCamera } from '#testing/recorded-room.ts';

/** In real time, so only where somebody asks for it: `npm run soak`. */
const minutes = Number(process.env.SOAK_MINUTES ?? 0);
/** More than any clock in use. */
const FAST = 0.0002;

test.runIf(minutes > 0)(
  'for minutes at real speed: memory stays level, and sound and picture where they belong',
  { timeout: (minutes + 5) * 60_000 },
  async () => {
    const tracks = await Promise.all([flashingCamera(), beepingMicrophone()]);
    const c = await openCapturedClass();
    try {
      const startAt = Date.now();
      await c.begin(tracks, { startAt, clockFast: FAST });
      await vi.waitFor(async () => expect(await c.phase()).toBe('recording'), { timeout: 60_000 });
      const pid = await c.recorderPid(1);
      const memory: number[] = [];
      for (let quarter = 0; quarter < minutes * 4; quarter++) {
        await delay(15_000);
        memory.push(await memoryOf(pid));
        console.log(`${((quarter + 1) / 4).toFixed(2)} min: ${memory.at(-1)?.toFixed(0)} MB`);
      }
      await c.command('recording/stop');
      await vi.waitFor(async () => expect((await c.latest()).state).toBe('ready'), { timeout: 60_000 });

      // The first third is for warming up.
      const level = memory.slice(Math.floor(memory.length / 3));
      const half = level.length >> 1;
      expect(mean(level.slice(half)) - mean(level.slice(0, half))).toBeLessThan(15);
      for (const clip of await c.clips(1)) {
        expect((await probe(clip.path)).errors).toBe('');
        const flashes = await flashesIn(clip.path, clip.codec === 'opus' ? 'sound' : 'picture');
        expect(flashes.length).toBeGreaterThan(minutes * 59 - 10);
        const offs = flashes.map((at) => off((clip.started_at + at * 1_000 - startAt) * (1 + FAST)));
        const [least, most] = [Math.min(...offs), Math.max(...offs)];
        console.log(`${clip.source} of ${clip.account_id}: ${least.toFixed(0)} to ${most.toFixed(0)} ms off`);
        expect(least).toBeGreaterThan(-50);
        expect(most).toBeLessThan(50);
      }
    } finally {
      await c.close();
    }
  },
);

/** Milliseconds to the nearest whole second, at which every flash and tone begins. */
function off(ms: number): number {
  const past = ms % 1_000;
  return past > 500 ? past - 1_000 : past;
}

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

/** MB. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
}
