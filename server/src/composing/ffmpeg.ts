import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { isMissing } from '#files/trouble.ts';
import type { Turns } from './turns.ts';

const execute = promisify(execFile);

/** There is no ffmpeg, or one that cannot write what players everywhere can play. */
export class NoFfmpeg extends Error {}
/** The disk was full before the file was whole. */
export class StorageFull extends Error {}

/** How much of what ffmpeg complains about is kept, in characters. */
const COMPLAINT = 2_000;

/**
 * Each becomes the program that it is told, so that the process that is there is ffmpeg's own: it ends with whoever began it,
 * though that is killed while it stands still, and it takes what nobody else wants.
 */
const KIND_TO_OTHERS = [
  ['setpriv', '--pdeathsig', 'KILL'],
  ['ionice', '-c', '3'],
  ['nice', '-n', '19'],
];

/** Named here so that a missing one is found out before an hour of work. */
const ENCODERS = ['libx264', 'aac', 'flac'];

const QUIETLY = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-progress', 'pipe:1', '-y'];

export interface FfmpegRun {
  /** Without the program's name. */
  args: string[];
  cwd: string;
  signal: AbortSignal;
  /** How much of the output there is, in milliseconds. */
  onProgress?: (done_ms: number) => void;
}

export type Ffmpeg = ReturnType<typeof createFfmpeg>;

/** ffmpeg as a child that takes only what nobody else needs of the machine, and stands still while `turns` says so. */
export function createFfmpeg(program: string, turns: Pick<Turns, 'take'>) {
  let prefix: string[] | null = null;

  async function findPrefix(): Promise<string[]> {
    const there = KIND_TO_OTHERS.map(async (words) => {
      const [command = '', ...rest] = words;
      return execute(command, [...rest, 'true']).then(
        () => words,
        () => [],
      );
    });
    return (await Promise.all(there)).flat();
  }

  /** Throws where there is none that can write what is composed. */
  async function check(): Promise<void> {
    const listed = await execute(program, ['-hide_banner', '-encoders']).catch((error: unknown) => {
      if (isMissing(error)) throw new NoFfmpeg(`There is no program ${program}`);
      throw error;
    });
    const missing = ENCODERS.find((name) => !new RegExp(`^ \\S+ ${name} `, 'm').test(listed.stdout));
    if (missing) throw new NoFfmpeg(`${program} has no encoder ${missing}`);
  }

  /** Runs it to its end. Before the first run, `check` has to have found it. */
  async function run({ args, cwd, signal, onProgress }: FfmpegRun): Promise<void> {
    prefix ??= await findPrefix();
    signal.throwIfAborted();
    const [command = program, ...rest] = [...prefix, program, ...QUIETLY, ...args];
    const child = spawn(command, rest, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'close');
    const complaints = collect(child.stderr);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, done] = /^out_time_us=(\d+)$/.exec(line) ?? [];
      if (done !== undefined) onProgress?.(Number(done) / 1000);
    });
    const leave = child.pid === undefined ? null : turns.take(child.pid);
    const kill = () => child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    try {
      const [code, killed_by] = await ended;
      signal.throwIfAborted();
      if (code === 0) return;
      const said = complaints();
      if (/No space left on device|Disk quota exceeded/.test(said)) throw new StorageFull(said);
      throw new Error(`ffmpeg ended with ${code ?? killed_by}: ${said}`);
    } finally {
      signal.removeEventListener('abort', kill);
      leave?.();
    }
  }

  return { check, run };
}

/** The last of what is said. */
function collect(stream: Readable): () => string {
  let said = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-COMPLAINT);
  });
  return () => said.trim();
}
