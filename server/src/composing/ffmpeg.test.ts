import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { createFfmpeg, NoFfmpeg } from './ffmpeg.ts';

const forever = ['-re', '-f', 'lavfi', '-i', 'anullsrc', '-f', 'null', '-'];
const PATIENCE = { timeout: 60_000 };
const here = fileURLToPath(new URL('.', import.meta.url));

/** The pid of the ffmpeg that a process began, once there is one. */
async function ffmpegOf(pid: number): Promise<number> {
  return vi.waitFor(async () => {
    for (const name of await readdir('/proc')) {
      const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
      const [, command, parent] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
      if (command === 'ffmpeg' && Number(parent) === pid) return Number(name);
    }
    throw new Error('It has not begun');
  }, PATIENCE);
}

const isThere = (pid: number) =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (stat) => !/\) Z/.test(stat),
    () => false,
  );

test.runIf(process.platform === 'linux')('it stands back behind everything else on the machine', async () => {
  const stop = new AbortController();
  let running = 0;
  const ffmpeg = createFfmpeg('ffmpeg', {
    take(pid) {
      running = pid;
      return () => {};
    },
  });
  const run = ffmpeg.run({ args: forever, cwd: here, signal: stop.signal });
  const pid = await ffmpegOf(process.pid);
  expect(pid).toBe(running);
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  expect(fields[16]).toBe('19');
  stop.abort(new Error('stopped'));
  await expect(run).rejects.toThrow('stopped');
  expect(await isThere(pid)).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'it ends with a worker that is killed, even while it stands still',
  async () => {
    const script = `import { createFfmpeg } from './ffmpeg.ts';
    const ffmpeg = createFfmpeg('ffmpeg', { take: () => () => {} });
    await ffmpeg.run({ args: ${JSON.stringify(forever)}, cwd: '.', signal: new AbortController().signal });`;
    const worker: ChildProcess = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      cwd: here,
    });
    await once(worker, 'spawn');
    const pid = await ffmpegOf(worker.pid ?? 0);
    process.kill(pid, 'SIGSTOP');
    worker.kill('SIGKILL');
    await vi.waitFor(async () => expect(await isThere(pid)).toBe(false), PATIENCE);
  },
);

test('what it complains about is told', async () => {
  const ffmpeg = createFfmpeg('ffmpeg', { take: () => () => {} });
  const { signal } = new AbortController();
  await expect(ffmpeg.run({ args: ['-i', 'nothing.webm', '-f', 'null', '-'], cwd: here, signal })).rejects.toThrow(
    'nothing.webm: No such file or directory',
  );
  await expect(createFfmpeg('no-such-program', { take: () => () => {} }).check()).rejects.toThrow(NoFfmpeg);
});
