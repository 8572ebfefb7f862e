import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const RATE = 48_000;
/** The length of the windows in which tones are looked for, in samples: 10 ms. */
const WINDOW = 480;
/** How many frames a second pictures are read with: 10 ms each, as the windows of sound. */
const FRAMES = 100;

/** Each frame at its own time: rounded to a frame rate, two may come at once, and that is no fault of the file. */
const AS_THEY_COME = ['-fps_mode', 'passthrough', '-enc_time_base', '-1'];

/** What ffmpeg's decoder complains of in a file, line by line; nothing where all is well. */
export async function decodingErrors(file: string): Promise<string> {
  const { stderr } = await run('ffmpeg', ['-v', 'error', '-xerror', '-i', file, ...AS_THEY_COME, '-f', 'null', '-'], {
    maxBuffer: 1 << 26,
  }).catch((error: { stderr?: string; message: string }) => ({ stderr: error.stderr || error.message }));
  return stderr.trim();
}

/** In seconds, as the file itself says. */
export async function durationOf(file: string): Promise<number> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file]);
  return Number(stdout);
}

/** A file's sound: mono samples from -1 to 1, 48,000 a second, from its time 0 on. */
export async function soundOf(file: string): Promise<Float32Array> {
  const args = ['-v', 'error', '-i', file, '-vn', '-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', `${RATE}`];
  const { stdout } = await run('ffmpeg', [...args, '-f', 'f32le', '-'], { encoding: 'buffer', maxBuffer: 1 << 30 });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

/** How much of one tone is in each 10 ms: its amplitude, 0 to 1 (Goertzel). */
export function toneIn(sound: Float32Array, tone: number): number[] {
  const found: number[] = [];
  for (let at = 0; at + WINDOW <= sound.length; at += WINDOW)
    found.push(amplitude(sound.subarray(at, at + WINDOW), tone));
  return found;
}

/** The amplitude of one tone in all of a sound, which makes what is far below everything else stand out. */
export function amplitude(samples: Float32Array, tone: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * tone) / RATE);
  let last = 0;
  let before = 0;
  for (const sample of samples) [last, before] = [sample + turn * last - before, last];
  return (2 * Math.sqrt(Math.max(0, last * last + before * before - turn * last * before))) / samples.length;
}

/** The times, in seconds, at which a row of measurements (one each 10 ms) rises above a bound. */
export function rises(measured: readonly number[], bound: number): number[] {
  return measured.flatMap((value, index) => {
    const before = measured[index - 1];
    return before !== undefined && before <= bound && value > bound ? [index / FRAMES] : [];
  });
}

/** A part of a picture, in shares of its sides. */
export interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}
export const WHOLE: Part = { x: 0.1, y: 0.1, width: 0.8, height: 0.8 };

/** The mean colour of a part of a file's picture in each 10 ms, from its time 0 on. */
export async function coloursOf(file: string, part = WHOLE): Promise<[number, number, number][]> {
  const crop = `crop=iw*${part.width}:ih*${part.height}:iw*${part.x}:ih*${part.y}`;
  // Made one size first: the size of a person's picture changes on the way.
  const filter = `scale=640:360:flags=area,fps=${FRAMES}:start_time=0,${crop},scale=1:1:flags=area`;
  const args = ['-v', 'error', '-reinit_filter', '0', '-i', file, '-an', '-vf', filter, '-pix_fmt', 'rgb24'];
  const { stdout } = await run('ffmpeg', [...args, '-f', 'rawvideo', '-'], { encoding: 'buffer', maxBuffer: 1 << 28 });
  const colours: [number, number, number][] = [];
  for (let at = 0; at + 3 <= stdout.length; at += 3) {
    colours.push([stdout[at] ?? 0, stdout[at + 1] ?? 0, stdout[at + 2] ?? 0]);
  }
  return colours;
}

/** How white a colour is: its weakest part, 0 to 255. */
export const whiteness = (colour: readonly number[]) => Math.min(...colour);
