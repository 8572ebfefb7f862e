import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** A decoded picture of 1280x720 is 2.7 MB. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** Clips like those that a recorder writes, made by ffmpeg, and what is to be measured in what was composed of them. */
export interface MadeClips {
  dir: string;
  /** VP8 in WebM, or H.264 in MP4, of one colour, white for a fifth of a second at each of `flashes`. */
  picture(
    name: string,
    options: { seconds: number; colour: string; size?: string; flashes?: number[] },
  ): Promise<string>;
  /** VP8 whose size changes on the way, as a camera's layers and a window that is pulled larger do. */
  changingPicture(name: string, parts: { seconds: number; colour: string; size: string }[]): Promise<string>;
  /** Opus in WebM: a tone, all the time or for a fifth of a second at each of `beeps`. */
  sound(name: string, options: { seconds: number; hertz: number; beeps?: number[] }): Promise<string>;
  close(): Promise<void>;
}

const FLASH = 0.2;

export async function makeClips(): Promise<MadeClips> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lectern-clips-'));
  const at = (name: string) => path.join(dir, name);
  const ffmpeg = (...args: string[]) => execute('ffmpeg', ['-v', 'error', '-y', ...args], { cwd: dir });
  const when = (moments: number[]) =>
    moments.map((from) => `between(t,${from - 0.001},${from + FLASH - 0.001})`).join('+') || '0';

  const picture: MadeClips['picture'] = async (name, { seconds, colour, size = '640x360', flashes = [] }) => {
    const source = `color=c=${colour}:s=${size}:r=25:d=${seconds}`;
    const flash = `drawbox=color=white:t=fill:enable='${when(flashes)}'`;
    const codec = name.endsWith('.mp4')
      ? ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-bf', '0']
      : ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '500k'];
    await ffmpeg('-f', 'lavfi', '-i', source, '-vf', flash, ...codec, '-g', '100', at(name));
    return at(name);
  };

  return {
    dir,
    picture,

    async changingPicture(name, parts) {
      const files = parts.map((_, index) => `${index}-${name}`);
      for (const [index, part] of parts.entries()) await picture(files[index] ?? '', part);
      await writeFile(at(`${name}.txt`), files.map((file) => `file ${file}\n`).join(''));
      await ffmpeg('-f', 'concat', '-i', at(`${name}.txt`), '-c', 'copy', at(name));
      return at(name);
    },

    async sound(name, { seconds, hertz, beeps }) {
      const source = `sine=frequency=${hertz}:sample_rate=48000:duration=${seconds}`;
      const quiet = beeps ? ['-af', `volume=0:enable='not(${when(beeps)})'`] : [];
      await ffmpeg('-f', 'lavfi', '-i', source, ...quiet, '-c:a', 'libopus', '-b:a', '64k', at(name));
      return at(name);
    },

    close: () => rm(dir, { recursive: true, force: true }),
  };
}

export interface Probed {
  duration: number;
  streams: { codec_name: string; width?: number; height?: number; nb_read_frames?: string; duration?: string }[];
}

/** What is in a file, with its frames counted. */
export async function probe(file: string): Promise<Probed> {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', file];
  const { stdout } = await execute('ffprobe', args);
  const found = JSON.parse(stdout);
  return { duration: Number(found.format.duration), streams: found.streams };
}

/** What a decoder complains about: nothing where a file is sound. */
export async function complaintsAbout(file: string): Promise<string> {
  const { stderr } = await execute('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-']);
  return stderr;
}

/** The colour of a point of the picture at a moment, as red, green and blue. */
export async function colourAt(file: string, seconds: number, x: number, y: number): Promise<number[]> {
  const cut = ['-ss', String(seconds), '-i', file, '-frames:v', '1', '-vf', `crop=2:2:${x}:${y}`];
  const { stdout } = await execute('ffmpeg', ['-v', 'error', ...cut, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
    encoding: 'buffer',
  });
  return [...stdout.subarray(0, 3)];
}

/** When a point of the picture turns white, in seconds. */
export async function flashesIn(file: string, x: number, y: number): Promise<number[]> {
  const cut = ['-i', file, '-vf', `crop=2:2:${x}:${y},format=gray`, '-f', 'rawvideo', '-'];
  const { stdout } = await execute('ffmpeg', ['-v', 'error', ...cut], {
    encoding: 'buffer',
    maxBuffer: LARGEST_ANSWER,
  });
  const bright = Array.from({ length: stdout.length / 4 }, (_, frame) => (stdout[frame * 4] ?? 0) > 180);
  return bright.flatMap((now, frame) => (now && !bright[frame - 1] ? [frame / 25] : []));
}

const RATE = 16_000;

/** The sound of a file as numbers from -1 to 1, 16,000 of them a second. */
export async function samplesOf(file: string): Promise<Float32Array> {
  const args = ['-v', 'error', '-i', file, '-vn', '-ac', '1', '-ar', String(RATE), '-f', 'f32le', '-'];
  const { stdout } = await execute('ffmpeg', args, { encoding: 'buffer', maxBuffer: LARGEST_ANSWER });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

/** How loud one tone is in a stretch (Goertzel's way), from 0 to about 1. */
export function loudness(samples: Float32Array, hertz: number, from: number, to: number): number {
  const part = samples.subarray(Math.round(from * RATE), Math.round(to * RATE));
  const turn = (2 * Math.PI * hertz) / RATE;
  let [real, imaginary] = [0, 0];
  part.forEach((value, index) => {
    real += value * Math.cos(turn * index);
    imaginary += value * Math.sin(turn * index);
  });
  return (2 * Math.hypot(real, imaginary)) / part.length;
}

/** When a tone begins, in seconds, to 5 ms. */
export function beepsIn(samples: Float32Array, hertz: number): number[] {
  const step = 0.005;
  const loud = Array.from({ length: Math.floor(samples.length / RATE / step) - 2 }, (_, index) => {
    return loudness(samples, hertz, index * step, index * step + 2 * step) > 0.03;
  });
  const pause = 0.1 / step;
  return loud.flatMap((now, index) => {
    const before = loud.slice(Math.max(0, index - pause), index);
    return now && !before.includes(true) ? [(index + 1) * step] : [];
  });
}
